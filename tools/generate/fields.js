import { quoted } from './paths.js'

/**
 * @import { Codec } from '../../packages/core/src/webhook/codec/combinators.js'
 * @import { Scope } from './scope.js'
 */

/**
 * A field: its key, the expression of its value, and its path.
 * @typedef {{ readonly key: string, readonly source: string, readonly path: string }} Field
 */

/**
 * The name of the generated function that reads an object or a list at this path.
 * @typedef {(codec: Codec, field: Field) => string} FunctionFor
 */

/**
 * Statements that read a lenient field into a constant or variable of its key. They never end the function.
 * @param {Codec} codec
 * @param {Field} field
 * @param {Scope} scope
 * @param {(given: string) => string} nested the call that reads an object or a list
 */
export const lenientField = (codec, { key, source, path }, scope, nested) => {
  const given = `${key}Given`
  const read = `const ${given} = ${source}\n`
  switch (codec._tag) {
    case 'Leaf':
      return `${read}const ${key} = ${scope.isUnchanged(codec, given)}
        ? ${given}
        : ${given} === undefined || ${given} === null ? undefined : readLenient(${scope.leafOf(codec)}, ${given}, ${quoted(path)}, context)\n`
    case 'InterfaceType':
      return `${read}let ${key}: ${scope.typeOf(codec)} | undefined
        if (isObject(${given})) ${key} = ${nested(given)}
        else if (${given} !== undefined) leaveOut(${given}, ${quoted(path)}, context)\n`
    case 'ArrayType':
      return `${read}const ${key} = ${given} === undefined || ${given} === null ? undefined : ${nested(given)}\n`
    default:
      throw new Error(`${path}: a lenient value is a leaf, an object or a list`)
  }
}

/**
 * Statements that read an optional field into a variable of its key, and end the function where it is ill typed.
 * @param {Codec} codec
 * @param {Field} field
 * @param {Scope} scope
 * @param {(given: string) => string} nested the call that reads an object
 */
export const optionalField = (codec, { key, source, path }, scope, nested) => {
  const given = `${key}Given`
  const isGiven = `${given} !== undefined && ${given} !== null`
  const declared = `const ${given} = ${source}\nlet ${key}: ${scope.typeOf(codec)} | undefined\n`
  if (codec._tag === 'InterfaceType')
    return `${declared}if (${isGiven}) {
      ${key} = ${nested(given)}
      if (${key} === undefined) return undefined
    }\n`
  if (codec._tag !== 'Leaf') throw new Error(`${path}: an optional value is a leaf or an object`)
  const unchanged = `${declared}if (${scope.isUnchanged(codec, given)}) ${key} = ${given}\n`
  if (codec.isIdentity) return `${unchanged}else if (${isGiven}) return undefined\n`
  const leaf = scope.leafOf(codec)
  return `${unchanged}else if (${isGiven}) {
    if (!${leaf}.is(${given})) return undefined
    ${key} = ${leaf}.read(${given}, ${quoted(path)}, context)
  }\n`
}
