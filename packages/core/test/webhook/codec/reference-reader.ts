import type { Codec, Codecs } from '../../../src/webhook/codec/combinators.js'
import { storableText } from '../../../src/webhook/codec/values.js'
import { addWarning, type DecodeContext, pathTo, printable } from '../../../src/webhook/decode-context.js'
import { isObject } from '../../../src/webhook/json-equal.js'

/**
 * Reads a well-typed payload by walking its codec: what the generated decoders are compared with. `undefined` for a value
 * that is left out, with a warning.
 */
export const readByCodec = (codec: Codec, value: unknown, path: string, context: DecodeContext): unknown => {
  if (value === null || value === undefined) return undefined
  if (isTyped(codec, value)) return readTyped(codec, value, path, context)
  addWarning(context, 'wrong-type', path)
  return undefined
}

/** Whether the value itself is well typed; fields and items are checked when they are read. */
const isTyped = (codec: Codec, value: unknown): boolean => {
  switch (codec._tag) {
    case 'Leaf':
      return codec.is(value)
    case 'ArrayType':
      return Array.isArray(value)
    case 'Optional':
    case 'Lenient':
      return isTyped(codec.type, value)
    default:
      return isObject(value)
  }
}

const readTyped = (codec: Codec, value: unknown, path: string, context: DecodeContext): unknown => {
  switch (codec._tag) {
    case 'Leaf':
      return codec.read(value, path, context)
    case 'ArrayType':
      return readList(codec.type, value as readonly unknown[], path, context)
    case 'Optional':
    case 'Lenient':
      return readTyped(codec.type, value, path, context)
    case 'InterfaceType':
      return readFields(codec.props, value as Fields, path, context)
    case 'Open': {
      const read = readFields(codec.type.props, value as Fields, path, context)
      return { ...read, others: readOthers(codec.type.props, codec.others, value as Fields, path, context) }
    }
  }
}

type Fields = Readonly<Record<string, unknown>>

const readFields = (props: Codecs, value: Fields, path: string, context: DecodeContext): Fields => {
  const read = Object.entries(props).map(([key, codec]) => [
    key,
    readByCodec(codec, value[key], pathTo(path, key), context),
  ])
  return Object.fromEntries(read.filter(([, field]) => field !== undefined)) as Fields
}

const readList = (item: Codec, value: readonly unknown[], path: string, context: DecodeContext): unknown => {
  const read = value.every((each) => isTyped(item, each))
    ? value.map((each, index) => readTyped(item, each, pathTo(path, index), context))
    : [undefined]
  if (!read.includes(undefined)) return read
  addWarning(context, 'wrong-type', path)
  return undefined
}

const readOthers = (
  props: Codecs,
  codec: Codec,
  value: Fields,
  path: string,
  context: DecodeContext,
): ReadonlyMap<string, unknown> | undefined => {
  const others = new Map<string, unknown>()
  for (const [key, other] of Object.entries(value)) {
    if (Object.hasOwn(props, key) || other === null || other === undefined) continue
    const otherPath = pathTo(path, printable(key))
    if (isTyped(codec, other))
      others.set(storableText(key, otherPath, context), readTyped(codec, other, otherPath, context))
    else addWarning(context, 'wrong-type', otherPath)
  }
  return others.size > 0 ? others : undefined
}
