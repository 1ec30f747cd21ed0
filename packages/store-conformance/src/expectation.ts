import { inspect, isDeepStrictEqual } from 'node:util'

import type { Answer, StoreError } from '@partner-ledger/core/store'

/** Throws with this message unless the condition holds. */
export const holds: (condition: boolean, message: string) => asserts condition = (condition, message) => {
  if (!condition) throw new Error(message)
}

/** What stands at this index, where something must. */
export const nth = <A>(list: readonly A[], index: number): A => {
  const found = list[index]
  holds(found !== undefined, `nothing stands at ${index}`)
  return found
}

/** Throws unless both are the same value through and through. */
export const same = (actual: unknown, expected: unknown, what: string): void => {
  if (!isDeepStrictEqual(actual, expected))
    throw new Error(`${what}: expected ${shown(expected)}, got ${shown(actual)}`)
}

/** The value of an answer that must be a Right. */
export const valueOf = async <A>(answer: Answer<A>, call: string): Promise<A> => {
  const given = await answer
  if (given._tag === 'Left') throw new Error(`${call} answered ${shown(given.left)}`)
  return given.right
}

/** The error of an answer that must be a Left. */
export const errorOf = async <A>(answer: Answer<A>, call: string): Promise<StoreError> => {
  const given = await answer
  if (given._tag === 'Right') throw new Error(`${call} was expected to fail, but answered ${shown(given.right)}`)
  return given.left
}

const shown = (value: unknown): string => {
  const text = inspect(value, { depth: 6, breakLength: Infinity, maxStringLength: 120, maxArrayLength: 12 })
  return text.length <= 900 ? text : `${text.slice(0, 900)} …`
}
