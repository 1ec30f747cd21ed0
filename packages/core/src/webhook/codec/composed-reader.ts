import type * as t from 'io-ts'

import { isObject } from '../json-equal.js'
import { addWarning, type Notes, pathTo, printable } from '../notes.js'
import { type Codec, type Codecs } from './combinators.js'
import { storable } from './values.js'

/** Reads the value that stands at `key` within `parent`, and answers `undefined` where there is nothing. */
export type Read = (value: unknown, parent: string, key: string, notes: Notes) => unknown

/** A reader that is a function for each codec of the tree. What is ill typed is left out, with a warning. */
export const composedReader = (codec: Codec): Read => {
  const { fits, read } = reading(codec)
  return (value, parent, key, notes) => {
    if (value === null || value === undefined) return undefined
    if (fits(value)) return read(value, parent, key, notes)
    addWarning(notes, 'wrong-type', pathTo(parent, key))
    return undefined
  }
}

interface Reading {
  /** Whether the value itself is well typed; what is within it is asked while reading. */
  readonly fits: (value: unknown) => boolean
  readonly read: Read
}

const reading = (codec: Codec): Reading => {
  switch (codec._tag) {
    case 'Leaf':
      return { fits: codec.is, read: codec.read }
    case 'InterfaceType':
      return { fits: isObject, read: objectReader(codec.props) }
    case 'ArrayType':
      return { fits: Array.isArray, read: listReader(reading(codec.type)) }
    case 'Open':
      return { fits: isObject, read: openReader(codec.type, codec.others) }
    case 'Optional':
    case 'Informing':
      return reading(codec.type)
  }
}

type JsonObject = Readonly<Record<string, unknown>>

type Fields = Record<string, unknown>

const objectReader = (props: Codecs): ((...given: Parameters<Read>) => Fields) => {
  const fields = Object.entries(props).map(([name, codec]) => [name, composedReader(codec)] as const)
  return (value, parent, key, notes) => {
    const object = value as JsonObject
    const path = pathTo(parent, key)
    const result: Fields = {}
    for (const [name, readField] of fields) {
      const read = readField(object[name], path, name, notes)
      if (read !== undefined) result[name] = read
    }
    return result
  }
}

/** A list with an item that is ill typed is left out whole: what remained would be another list. */
const listReader =
  (item: Reading): Read =>
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
const openReader = ({ props }: t.InterfaceType<Codecs>, other: Codec): Read => {
  const readKnown = objectReader(props)
  const readOther = otherReader(other)
  return (value, parent, key, notes) => {
    const object = value as JsonObject
    const read = readKnown(object, parent, key, notes)
    const path = pathTo(parent, key)
    const others = new Map<string, unknown>()
    for (const name of Object.keys(object)) {
      if (!Object.hasOwn(props, name)) readOther(object[name], name, path, others, notes)
    }
    if (others.size > 0) read['others'] = others
    return read
  }
}

/** Reads the value of one other key of an open object into its `others`. */
export const otherReader = (codec: Codec) => {
  const { fits, read } = reading(codec)
  return (value: unknown, name: string, path: string, others: Map<string, unknown>, notes: Notes): void => {
    if (value === null) return
    const key = printable(name)
    if (!fits(value)) addWarning(notes, 'wrong-type', pathTo(path, key))
    else others.set(storable(name, path, key, notes), read(value, path, key, notes))
  }
}
