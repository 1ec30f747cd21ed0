/** @param {string} name */
export const capital = (name) => name.charAt(0).toUpperCase() + name.slice(1)

/**
 * The path of a field. A path is a template, in which `${…}` names parameters of the generated function.
 * @param {string} path
 * @param {string} key
 */
export const within = (path, key) => (path === '' ? key : `${path}.${key}`)

/**
 * A path as an expression.
 * @param {string} path
 */
export const quoted = (path) => (path.includes('${') ? `\`${path}\`` : `'${path}'`)

/**
 * A path as prose: `<source>` and `<account>` stand for keys and indexes.
 * @param {string} path
 */
export const shown = (path) => path.replaceAll(/\$\{(?:printable\()?(\w+?)(?:Index)?\)?\}/g, '<$1>')

/**
 * The parameters that a path names, as arguments: `source, accountIndex, `.
 * @param {string} path
 */
export const argumentsOf = (path) =>
  parametersOf(path)
    .map((name) => `${name}, `)
    .join('')

/**
 * The same as declarations.
 * @param {string} path
 */
export const declarationsOf = (path) =>
  parametersOf(path)
    .map((name) => `${name}: ${name.endsWith('Index') ? 'number' : 'string'}, `)
    .join('')

/**
 * @param {string} path
 * @returns {readonly string[]}
 */
const parametersOf = (path) => [...path.matchAll(/\$\{(?:printable\()?(\w+)\)?\}/g)].map(([, name = '']) => name)
