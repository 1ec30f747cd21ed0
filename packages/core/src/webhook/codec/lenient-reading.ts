import { addWarning, type DecodeContext } from '../decode-context.js'
import { isObject } from '../json-equal.js'
import type { Leaf } from './leaf.js'

type JsonObject = Readonly<Record<string, unknown>>

/** Reads a value that never blocks an event. An ill-typed value is left out, with a warning; null is absent. */
export const readLenient = <A>(
  { is, read }: Leaf<A>,
  value: unknown,
  path: string,
  context: DecodeContext,
): A | undefined => {
  if (is(value)) return read(value, path, context)
  leaveOut(value, path, context)
  return undefined
}

/** Reads a list of well-typed values. A list with any other item is left out whole, since the rest is another list. */
export const readList = <A>(
  { is, read }: Leaf<A>,
  items: readonly unknown[],
  path: string,
  context: DecodeContext,
): readonly A[] | undefined => {
  const values = items.every(is) ? items.map((item, index) => read(item, `${path}.${index}`, context)) : [undefined]
  if (values.every((item) => item !== undefined)) return values
  leaveOut(items, path, context)
  return undefined
}

/** Warns of an ill-typed value, which is left out. Null is absent, without a warning. */
export const leaveOut = (value: unknown, path: string, context: DecodeContext): void => {
  if (value !== null && value !== undefined) addWarning(context, 'wrong-type', path)
}

/** Whether a value is a list that holds objects alone. */
export const isListOfObjects = (value: unknown): value is readonly JsonObject[] => {
  if (!Array.isArray(value)) return false
  for (const item of value) if (!isObject(item)) return false
  return true
}
