import { lenientField, optionalField } from './fields.js'
import { argumentsOf, capital, declarationsOf, quoted, shown, within } from './paths.js'

/**
 * @import { Codec } from '../../packages/core/src/webhook/codec/combinators.js'
 * @import { Scope } from './scope.js'
 */

/** @typedef {Extract<Codec, { _tag: 'InterfaceType' }>} ObjectCodec */

/**
 * The call that reads a lenient object or list, whose function is generated where there is none yet.
 * @param {Codec} codec
 * @param {string} key
 * @param {string} path
 * @param {Scope} scope
 * @returns {(given: string) => string}
 */
export const lenientCall = (codec, key, path, scope) => (given) => {
  const name =
    codec._tag === 'ArrayType' ? listReader(codec.type, key, path, scope) : objectReader(asObject(codec), path, scope)
  return `${name}(${given}, ${argumentsOf(path)}context)`
}

/**
 * The call that reads an optional object.
 * @param {Codec} codec
 * @param {string} path
 * @param {Scope} scope
 * @returns {(given: string) => string}
 */
export const strictCall = (codec, path, scope) => (given) =>
  `${strictReader(asObject(codec), path, scope)}(${given}, context)`

/**
 * @param {Codec} codec
 * @returns {ObjectCodec}
 */
const asObject = (codec) => {
  if (codec._tag !== 'InterfaceType') throw new Error(`an object is expected, not a codec of ${codec.name}`)
  return codec
}

/**
 * A function that reads an object whose fields are all lenient.
 * @param {ObjectCodec} codec
 * @param {string} path
 * @param {Scope} scope
 */
const objectReader = (codec, path, scope) => {
  const type = scope.typeOf(codec)
  const fields = Object.entries(codec.props).map(([key, field]) => {
    if (field._tag !== 'Lenient') throw new Error(`${path}.${key}: the fields of a lenient object are lenient`)
    const at = within(path, key)
    const place = { key, source: `object.${key}`, path: at }
    return `${lenientField(field.type, place, scope, lenientCall(field.type, key, at, scope))}${addTo(key)}`
  })
  return scope.define({
    name: `read${type}`,
    summary: [`Reads \`${shown(path)}\`.`, 'An ill-typed field is left out, with a warning.'],
    signature: `(object: JsonObject, ${declarationsOf(path)}context: DecodeContext): ${type}`,
    body: `const read: Mutable<${type}> = {}\n\n${fields.join('\n')}\nreturn read`,
  })
}

/**
 * A function that reads an object whose fields are all optional.
 * @param {ObjectCodec} codec
 * @param {string} path
 * @param {Scope} scope
 */
const strictReader = (codec, path, scope) => {
  const type = scope.typeOf(codec)
  const fields = Object.entries(codec.props).map(([key, field]) => {
    if (field._tag !== 'Optional') throw new Error(`${path}.${key}: the fields of an optional object are optional`)
    const at = within(path, key)
    const place = { key, source: `value.${key}`, path: at }
    return `${optionalField(field.type, place, scope, strictCall(field.type, at, scope))}${addTo(key)}`
  })
  return scope.define({
    name: `read${type}`,
    summary: [`Reads \`${shown(path)}\`.`, 'Returns `undefined` where the object or one of its fields is ill typed.'],
    signature: `(value: unknown, context: DecodeContext): ${type} | undefined`,
    body: `if (!isObject(value)) return undefined\nconst read: Mutable<${type}> = {}\n\n${fields.join('\n')}\nreturn read`,
  })
}

/** @param {string} key */
const addTo = (key) => `if (${key} !== undefined) read.${key} = ${key}\n`

/**
 * A function that reads a list of leaves or of lenient objects.
 * @param {Codec} item
 * @param {string} key
 * @param {string} path
 * @param {Scope} scope
 */
const listReader = (item, key, path, scope) =>
  scope.define({
    name: `read${capital(key)}`,
    summary: [`Reads \`${shown(path)}\`.`, 'A list with an ill-typed item is left out whole, with a warning.'],
    signature: `(value: unknown, ${declarationsOf(path)}context: DecodeContext): readonly ${scope.typeOf(item)}[] | undefined`,
    body: item._tag === 'Leaf' ? leafListBody(item, path, scope) : objectListBody(asObject(item), path, scope),
  })

/**
 * @param {Codec} item
 * @param {string} path
 * @param {Scope} scope
 */
const leafListBody = (item, path, scope) => `
  if (!Array.isArray(value)) {
    leaveOut(value, ${quoted(path)}, context)
    return undefined
  }
  for (const item of value as readonly unknown[]) {
    if (!(${scope.isUnchanged(item, 'item')})) return readList(${scope.leafOf(item)}, value, ${quoted(path)}, context)
  }
  return value as readonly ${scope.typeOf(item)}[]`

/**
 * @param {ObjectCodec} item
 * @param {string} path
 * @param {Scope} scope
 */
const objectListBody = (item, path, scope) => {
  const itemPath = `${path}.\${${scope.nameOf(item)}Index}`
  const indexes = argumentsOf(path)
  return `
    if (!isListOfObjects(value)) {
      leaveOut(value, ${quoted(path)}, context)
      return undefined
    }
    const items: ${scope.typeOf(item)}[] = []
    for (const item of value) items.push(${objectReader(item, itemPath, scope)}(item, ${indexes}items.length, context))
    return items`
}

/**
 * A function that reads every field of an open object that its codec does not name.
 * @param {Codec} codec
 * @param {readonly string[]} known
 * @param {string} path
 * @param {Scope} scope
 */
export const othersReader = (codec, known, path, scope) => {
  const [key, type] = [scope.nameOf(codec), scope.typeOf(codec)]
  const inner = within(path, `\${printable(${key})}`)
  return scope.define({
    name: `read${capital(key)}s`,
    summary: [`Reads the fields of \`${path}\` that its codec does not name. Each is a ${key}.`],
    signature: `(object: JsonObject, context: DecodeContext): ReadonlyMap<string, ${type}> | undefined`,
    body: `let read: Map<string, ${type}> | undefined
      for (const ${key} in object) {
        if (${known.map((name) => `${key} === '${name}'`).join(' || ')}) continue
        const given = object[${key}]
        if (given === null || !Object.hasOwn(object, ${key})) continue
        if (isObject(given)) {
          const name = context.isStorable ? ${key} : storableText(${key}, ${quoted(inner)}, context)
          read ??= new Map()
          read.set(name, ${lenientCall(codec, key, inner, scope)('given')})
        } else leaveOut(given, ${quoted(inner)}, context)
      }
      return read`,
  })
}
