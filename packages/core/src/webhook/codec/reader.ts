import type * as t from 'io-ts'

import { isObject } from '../json-equal.js'
import { addWarning, type Notes, pathTo } from '../notes.js'
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
  const reader = compile(isWrapped ? codec.type : codec)
  return { ...reader, key, required: !isWrapped, informing: codec._tag === 'Informing' }
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
      return objectReader(codec.props)
    case 'ArrayType':
      return listReader(compile(codec.type))
    case 'Open':
      return openReader(codec.type, codec.others)
    case 'Optional':
    case 'Informing':
      return compile(codec.type)
  }
}

const objectReader = (props: Codecs): Reader => {
  const fields = Object.entries(props).map(([key, codec]) => fieldReader(key, codec))
  return {
    fits: isObject,
    read: (value, parent, key, notes) => {
      const object = value as Readonly<Record<string, unknown>>
      const path = pathTo(parent, key)
      const result: Record<string, unknown> = {}
      for (const field of fields) {
        const read = readField(field, object[field.key], path, notes)
        if (read !== undefined) result[field.key] = read
      }
      return result
    },
  }
}

/** A list with an item that is ill typed is left out whole: what remained would be another list. */
const listReader = (item: Reader): Reader => ({
  fits: Array.isArray,
  read: (value, parent, key, notes) => {
    const items = value as readonly unknown[]
    const path = pathTo(parent, key)
    if (!items.every(item.fits)) return leaveOut(path, notes)
    const read = items.map((each, index) => item.read(each, path, String(index), notes))
    return read.includes(undefined) ? leaveOut(path, notes) : read
  },
})

const leaveOut = (path: string, notes: Notes): undefined => {
  addWarning(notes, 'wrong-type', path)
  return undefined
}

const openReader = ({ props }: t.InterfaceType<Codecs>, others: Codec): Reader => {
  const known = objectReader(props)
  const other = compile(others)
  return {
    fits: isObject,
    read: (value, parent, key, notes) => {
      const object = value as Readonly<Record<string, unknown>>
      const path = pathTo(parent, key)
      const read: Record<string, unknown> = {}
      for (const name of Object.keys(object)) {
        if (Object.hasOwn(props, name)) continue
        const field = { ...other, key: name, required: false, informing: true }
        const source = readField(field, object[name], path, notes)
        if (source !== undefined) read[storable(name, path, name, notes)] = source
      }
      return { ...(known.read(object, parent, key, notes) as object), others: read }
    },
  }
}
