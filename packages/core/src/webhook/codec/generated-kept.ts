import { emptyNotes, type Notes } from '../notes.js'
import { type Codec, type Codecs, type Open } from './combinators.js'
import { type Draft, draft } from './generate.js'
import { isObjectInCode } from './inline.js'
import { type Leaf } from './leaf.js'
import { isStorable } from './values.js'

/** Reads a payload of which every known value is well typed and leaves nothing to tell; `undefined` of any other. */
export type ReadKept<A> = (value: unknown, notes: Notes) => A | undefined

/** What is made of a payload that was read. */
export type Make<A> = (payload: never, notes: Notes) => A

/**
 * The predicate and the reader in one pass that has no paths and no warnings: what needs either is left to them. Of what
 * is read, objects that must be there hold `undefined` for an absent field; those within an event leave it out.
 * What is made of it is made here, so that the engine need not lay the payload out.
 */
export const generatedKept = <A>(codec: Codec, make: Make<A>): ReadKept<A> => {
  const code = draft()
  const { statements, result } = reads(codec, 'value', code)
  const body = `const { isStorable } = notes\n${statements}return ${code.constant(make)}(${result}, notes)`
  return code.finish('value, notes', body) as ReadKept<A>
}

/** Statements that end the whole reading where a value is not kept, and the expression of what is read after them. */
interface Reading {
  readonly statements: string
  readonly result: string
}

const reads = (codec: Codec, value: string, code: Draft): Reading => {
  switch (codec._tag) {
    case 'Leaf':
      return { statements: unless(keepsInCode(codec, value, code)), result: value }
    case 'InterfaceType': {
      const { statements, places } = readsWhole(codec.props, value, code)
      return { statements, result: `{ ${places} }` }
    }
    case 'Open':
      return readsOpen(codec, value, code)
    case 'ArrayType':
      return readsList(codec.type, value, code)
    case 'Optional':
    case 'Informing':
      return readsWithin(codec.type, value, code)
  }
}

/** What is not null, and stands as it is read in an event. */
const readsWithin = (codec: Codec, value: string, code: Draft): Reading =>
  codec._tag === 'InterfaceType' ? readsStated(codec.props, value, code) : reads(codec, value, code)

/** An object with a place for each of its fields. */
const readsWhole = (props: Codecs, value: string, code: Draft): { statements: string; places: string } => {
  const fields = Object.entries(props).map(([key, codec]) => readsField(key, codec, value, code))
  return {
    statements: `${unless(isObjectInCode(value))}${fields.map(({ statements }) => statements).join('')}`,
    places: fields.map(({ key, result }) => `${key}: ${result}`).join(', '),
  }
}

/** An object with the fields alone that the value has. */
const readsStated = (props: Codecs, value: string, code: Draft): Reading => {
  const made = code.name()
  const fields = Object.entries(props).map(([name, codec]) => {
    const { key, statements, result } = readsField(name, codec, value, code)
    return `${statements}if (${result} !== undefined) ${made}[${key}] = ${result}\n`
  })
  return { statements: `${unless(isObjectInCode(value))}const ${made} = {}\n${fields.join('')}`, result: made }
}

/** A field, read into a variable of its own. What a leaf changes without a word is as good as kept. */
const readsField = (name: string, codec: Codec, object: string, code: Draft): Reading & { readonly key: string } => {
  const [key, variable] = [JSON.stringify(name), code.name()]
  const { statements, result } = readsChanged(codec, variable, code) ?? reads(codec, variable, code)
  const reading = result === variable ? statements : `${statements}${variable} = ${result}\n`
  const isRequired = codec._tag !== 'Optional' && codec._tag !== 'Informing'
  const where = isRequired ? reading : `if (${variable} !== undefined) {\n${reading}}\n`
  return { key, statements: `let ${variable} = ${object}[${key}] ?? undefined\n${where}`, result: variable }
}

/** Of a field that only a leaf is read of; the cases are rare, so that a call and notes of their own are no matter. */
const readsChanged = (codec: Codec, variable: string, code: Draft): Reading | undefined => {
  if (codec._tag === 'Optional' || codec._tag === 'Informing') return readsChanged(codec.type, variable, code)
  if (codec._tag !== 'Leaf' || codec.isIdentity) return undefined
  const change = `${variable} = ${code.constant(changed)}(${code.constant(codec)}, ${variable})`
  const statements = `if (!(${keepsInCode(codec, variable, code)})) {\n${change}\n${unless(`${variable} !== undefined`)}}\n`
  return { statements, result: variable }
}

const changed = ({ is, read }: Leaf<unknown>, value: unknown): unknown => {
  const notes = emptyNotes()
  const result = is(value) ? read(value, '', '', notes) : undefined
  return notes.warnings.length === 0 ? result : undefined
}

const keepsInCode = ({ inline, keeps }: Leaf<unknown>, value: string, code: Draft): string =>
  inline?.(value) ?? `${code.constant(keeps)}(${value}, notes)`

const readsOpen = ({ type, others }: Open<{ readonly props: Codecs }, Codec>, value: string, code: Draft): Reading => {
  const { statements, places } = readsWhole(type.props, value, code)
  const [name, other, all] = [code.name(), code.name(), code.name()]
  const { statements: within, result } = readsWithin(others, other, code)
  const isKnown = Object.keys(type.props).map((key) => `${name} === ${JSON.stringify(key)}`)
  const isOwn = `Object.hasOwn(${value}, ${name})`
  const loop = `let ${all}
    for (const ${name} in ${value}) {
      if (${isKnown.join(' || ')}) continue
      const ${other} = ${value}[${name}]
      if (${other} === null) continue
      ${unless(`(isStorable || ${code.constant(isStorable)}(${name})) && ${isOwn}`)}${within}
      ${all} ??= new Map()
      ${all}.set(${name}, ${result})
    }\n`
  return { statements: `${statements}${loop}`, result: `{ ${places}, others: ${all} }` }
}

/** A list of what is kept is itself kept. */
const readsList = (codec: Codec, value: string, code: Draft): Reading => {
  const [made, index, item] = [code.name(), code.name(), code.name()]
  const inner = codec._tag === 'Optional' || codec._tag === 'Informing' ? codec.type : codec
  const { statements, result } = readsWithin(inner, item, code)
  const isSame = result === item
  const loop = `for (let ${index} = 0; ${index} < ${value}.length; ${index}++) {
      const ${item} = ${value}[${index}]
      ${statements}${isSame ? '' : `${made}[${index}] = ${result}\n`}
    }\n`
  const copy = isSame ? '' : `const ${made} = ${value}.slice()\n`
  return { statements: `${unless(`Array.isArray(${value})`)}${copy}${loop}`, result: isSame ? value : made }
}

const unless = (holds: string): string => `if (!(${holds})) return undefined\n`
