import { isObject } from '../json-equal.js'
import { pathTo, printable } from '../notes.js'
import { type Codec, type Codecs, type Open } from './combinators.js'
import { composedReader, otherReader, type Read } from './composed-reader.js'
import { type Draft, draft } from './generate.js'
import { isStorable } from './values.js'

/**
 * The composed reader as one function: what is kept as it is costs a look at its type, and no path is made for it. What
 * is not goes to the composed reader of its codec.
 */
export const generatedReader = (codec: Codec): Read => {
  const code = draft()
  const given = { value: 'value', parent: 'parent', key: 'key', result: 'result' }
  const statements = `if (value === null || value === undefined) return undefined\nlet result\n${reads(codec, given, code)}`
  return code.finish('value, parent, key, notes', `${statements}return result`) as Read
}

/** Of one value, what stands for it in the code: expressions, and the name of the variable that it is read into. */
interface Names {
  readonly value: string
  readonly parent: string
  readonly key: string
  readonly result: string
}

/** Statements that read a value that is neither null nor undefined. */
const reads = (codec: Codec, names: Names, code: Draft): string => {
  const { value, parent, key, result } = names
  const otherwise = `${result} = ${code.constant(composedReader(codec))}(${value}, ${parent}, ${key}, notes)\n`
  switch (codec._tag) {
    case 'Leaf':
      return `if (${code.constant(codec.keeps)}(${value}, notes)) ${result} = ${value}\nelse ${otherwise}`
    case 'InterfaceType':
      return `if (${code.constant(isObject)}(${value})) {\n${readsFields(codec.props, names, code)}} else ${otherwise}`
    case 'Open':
      return `if (${code.constant(isObject)}(${value})) {\n${readsOpen(codec, names, code)}} else ${otherwise}`
    case 'ArrayType':
      return readsList(codec.type, names, otherwise, code)
    case 'Optional':
    case 'Informing':
      return reads(codec.type, names, code)
  }
}

const readsFields = (props: Codecs, { value, parent, key, result }: Names, code: Draft): string => {
  const path = pathWithin(parent, key, code)
  const fields = Object.entries(props).map(([name, codec]) => {
    const field = { value: code.name(), parent: path, key: JSON.stringify(name), result: code.name() }
    return `const ${field.value} = ${value}[${field.key}]
      if (${field.value} !== null && ${field.value} !== undefined) {
        let ${field.result}
        ${reads(codec, field, code)}
        if (${field.result} !== undefined) ${result}[${field.key}] = ${field.result}
      }\n`
  })
  return `${result} = {}\n${fields.join('')}`
}

const readsOpen = ({ type, others }: Open<{ readonly props: Codecs }, Codec>, names: Names, code: Draft): string => {
  const path = pathWithin(names.parent, names.key, code)
  const [name, all] = [code.name(), code.name()]
  const other = { value: code.name(), parent: path, key: `${code.constant(printable)}(${name})`, result: code.name() }
  const isKnown = Object.keys(type.props).map((known) => `${name} === ${JSON.stringify(known)}`)
  return `${readsFields(type.props, names, code)}
    let ${all}
    for (const ${name} in ${names.value}) {
      if (${isKnown.join(' || ')} || !Object.hasOwn(${names.value}, ${name})) continue
      ${all} ??= new Map()
      const ${other.value} = ${names.value}[${name}]
      if ((notes.isStorable || ${code.constant(isStorable)}(${name})) && ${code.constant(isObject)}(${other.value})) {
        let ${other.result}
        ${reads(others, other, code)}
        ${all}.set(${name}, ${other.result})
      } else ${code.constant(otherReader(others))}(${other.value}, ${name}, ${path}, ${all}, notes)
    }
    if (${all}?.size > 0) ${names.result}.others = ${all}\n`
}

const readsList = (codec: Codec, { value, parent, key, result }: Names, otherwise: string, code: Draft): string => {
  const isListOf = (holds: string): string =>
    `Array.isArray(${value}) && ${value}.every((item) => ${holds}(item, notes))`
  if (codec._tag === 'Leaf')
    return `if (${isListOf(code.constant(codec.keeps))}) ${result} = ${value}\nelse ${otherwise}`
  if (codec._tag !== 'InterfaceType') return otherwise
  const index = code.name()
  const item = {
    value: `${value}[${index}]`,
    parent: pathWithin(parent, key, code),
    key: `String(${index})`,
    result: code.name(),
  }
  return `if (${isListOf(code.constant(isObject))}) {
      ${result} = []
      for (let ${index} = 0; ${index} < ${value}.length; ${index}++) {
        let ${item.result}
        ${reads(codec, item, code)}
        ${result}.push(${item.result})
      }
    } else ${otherwise}`
}

/** The path of a value, as an expression: it is worked out only where something is to be told. */
const pathWithin = (parent: string, key: string, code: Draft): string => `${code.constant(pathTo)}(${parent}, ${key})`
