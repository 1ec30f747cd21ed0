import type * as t from 'io-ts'

import { isObject } from '../json-equal.js'
import { addWarning, type Notes, pathTo, printable } from '../notes.js'
import { type Codec, type Codecs } from './combinators.js'
import { type ReadOf } from './read-of.js'
import { storable } from './values.js'

/**
 * Reads a payload by its codec: a new value with the known fields alone, in the order of the codec, and `undefined`
 * where there is nothing. It sets `refused` exactly where `codec.decode` answers with errors.
 */
export const readerOf = <C extends Codec>(codec: C): ((payload: unknown, notes: Notes) => ReadOf<C> | undefined) => {
  const field = fieldReader('', codec)
  return (payload, notes) => readField(field, payload, '', notes) as ReadOf<C> | undefined
}

interface Reader {
  /** Whether the value itself is well typed; what is within it is asked while reading. */
  readonly fits: (value: unknown) => boolean
  readonly read: (value: unknown, parent: string, key: string, notes: Notes) => unknown
}

interface FieldReader extends Reader {
  readonly key: string
  readonly required: boolean
  readonly informing: boolean
}

const fieldReader = (key: string, codec: Codec): FieldReader => {
  const isWrapped = codec._tag === 'Optional' || codec._tag === 'Informing'
  const { fits, read } = compile(codec)
  return { fits, read, key, required: !isWrapped, informing: codec._tag === 'Informing' }
}

const readField = (field: FieldReader, value: unknown, path: string, notes: Notes): unknown => {
  if (value === null || value === undefined) {
    if (field.required) notes.refused = true
    return undefined
  }
  if (field.fits(value)) return field.read(value, path, field.key, notes)
  if (field.informing) addWarning(notes, 'wrong-type', pathTo(path, field.key))
  else notes.refused = true
  return undefined
}

const compile = (codec: Codec): Reader => {
  switch (codec._tag) {
    case 'Leaf':
      return { fits: codec.is, read: codec.read }
    case 'InterfaceType':
      return { fits: isObject, read: objectReader(codec.props) }
    case 'ArrayType':
      return { fits: Array.isArray, read: listReader(compile(codec.type)) }
    case 'Open':
      return { fits: isObject, read: openReader(codec.type, compile(codec.others)) }
    case 'Optional':
    case 'Informing':
      return compile(codec.type)
  }
}

type JsonObject = Readonly<Record<string, unknown>>

const objectReader = (props: Codecs): ((value: unknown, parent: string, key: string, notes: Notes) => Fields) => {
  const fields = Object.entries(props).map(([key, codec]) => fieldReader(key, codec))
  return (value, parent, key, notes) => {
    const object = value as JsonObject
    const path = pathTo(parent, key)
    const result: Fields = {}
    for (const field of fields) {
      const read = readField(field, object[field.key], path, notes)
      if (read !== undefined) result[field.key] = read
    }
    return result
  }
}

type Fields = Record<string, unknown>

/** A list with an item that is ill typed is left out whole: what remained would be another list. */
const listReader =
  (item: Reader): Reader['read'] =>
  (value, parent, key, notes) => {
    const items = value as readonly unknown[]
    const path = pathTo(parent, key)
    const read = items.every(item.fits)
      ? items.map((each, index) => item.read(each, path, String(index), notes))
      : [undefined]
    if (!read.includes(undefined)) return read
    addWarning(notes, 'wrong-type', path)
    return undefined
  }

/** Reads the known fields, and every other key of the object into `others`. */
const openReader = ({ props }: t.InterfaceType<Codecs>, other: Reader): Reader['read'] => {
  const readKnown = objectReader(props)
  return (value, parent, key, notes) => {
    const object = value as JsonObject
    const read = readKnown(object, parent, key, notes)
    const path = pathTo(parent, key)
    const others: Fields = {}
    for (const name of Object.keys(object)) {
      const source = object[name]
      if (Object.hasOwn(props, name) || source === null) continue
      if (!other.fits(source)) addWarning(notes, 'wrong-type', pathTo(path, printable(name)))
      else others[storable(name, path, printable(name), notes)] = other.read(source, path, printable(name), notes)
    }
    read.others = others
    return read
  }
}
