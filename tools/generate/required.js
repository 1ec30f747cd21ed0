import { lenientField, optionalField } from './fields.js'
import { lenientCall, othersReader, strictCall } from './functions.js'
import { within } from './paths.js'

/**
 * @import { Codec, Codecs } from '../../packages/core/src/webhook/codec/combinators.js'
 * @import { Scope } from './scope.js'
 */

/**
 * Statements that read a value, and end the function where it is ill typed; and the expression of what was read.
 * @typedef {{ readonly statements: string, readonly result: string }} Reading
 */

/**
 * Reads a value that must be there.
 * @param {Codec} codec
 * @param {string} value
 * @param {string} path
 * @param {Scope} scope
 * @returns {Reading}
 */
export const readRequired = (codec, value, path, scope) => {
  switch (codec._tag) {
    case 'Leaf':
      return { statements: `if (!(${scope.isUnchanged(codec, value)})) return undefined\n`, result: value }
    case 'InterfaceType': {
      const { statements, fields } = readFields(codec.props, value, path, scope)
      return { statements, result: `{ ${fields} }` }
    }
    case 'Open': {
      const { statements, fields } = readFields(codec.type.props, value, path, scope)
      const reader = othersReader(codec.others, Object.keys(codec.type.props), path, scope)
      const others = `const others = ${reader}(${value}, context)\n`
      return { statements: `${statements}\n${others}`, result: `{ ${fields}, others }` }
    }
    default:
      throw new Error(`${path}: a value that must be there is a leaf or an object`)
  }
}

/**
 * @param {Codecs} props
 * @param {string} value
 * @param {string} path
 * @param {Scope} scope
 */
const readFields = (props, value, path, scope) => {
  const read = Object.entries(props).map(([key, codec]) => {
    const { statements, result } = readField(codec, { key, source: `${value}.${key}`, path: within(path, key) }, scope)
    return { statements, entry: result === key ? key : `${key}: ${result}` }
  })
  const title = path === '' ? '' : `// The fields of \`${path}\`\n`
  return {
    statements: `if (!isObject(${value})) return undefined\n\n${title}${read.map(({ statements }) => statements).join('\n')}`,
    fields: read.map(({ entry }) => entry).join(', '),
  }
}

/**
 * @param {Codec} codec
 * @param {{ readonly key: string, readonly source: string, readonly path: string }} field
 * @param {Scope} scope
 * @returns {Reading}
 */
const readField = (codec, field, scope) => {
  const { key, source, path } = field
  switch (codec._tag) {
    case 'Lenient': {
      const call = lenientCall(codec.type, key, path, scope)
      return { statements: lenientField(codec.type, field, scope, call), result: key }
    }
    case 'Optional':
      return {
        statements: optionalField(codec.type, field, scope, strictCall(codec.type, path, scope)),
        result: key,
      }
    default: {
      const { statements, result } = readRequired(codec, key, path, scope)
      return { statements: `const ${key} = ${source}\n${statements}`, result }
    }
  }
}
