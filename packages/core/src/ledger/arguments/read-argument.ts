import { type Either, left, right } from 'fp-ts/lib/Either.js'

import { type InvalidArgument, invalidArgument } from '../../failure/store-error.js'
import { isOfAnotherUnit } from '../../store/host-clock.js'

/** Checks one argument and returns a copy that the caller cannot change, or the fault under the argument's name. */
export type ReadArgument<A> = (argument: string, given: unknown) => Either<InvalidArgument, A>

/** What a reader makes of its argument. */
export type ArgumentOf<R> = R extends ReadArgument<infer A> ? A : never

/** An id of the vendor's: a whole number of 1 or more. */
export const id: ReadArgument<number> = (argument, given) =>
  isWhole(given) && given >= 1 ? right(given) : left(invalidArgument(argument, 'a whole number of 1 or more'))

/** A whole number within these bounds, both included. `-0` is 0. */
export const whole =
  (least: number, most = Number.MAX_SAFE_INTEGER): ReadArgument<number> =>
  (argument, given) =>
    isWhole(given) && given >= least && given <= most
      ? right(given + 0)
      : left(invalidArgument(argument, wholeWithin(least, most)))

/** The words for a whole number within bounds. */
export const wholeWithin = (least: number, most: number): string =>
  most === Number.MAX_SAFE_INTEGER ? `a whole number of ${least} or more` : `a whole number from ${least} to ${most}`

/** An instant in ms since epoch. A number that by its size counts seconds or microseconds is refused. */
export const time: ReadArgument<number> = (argument, given) => {
  if (!isWhole(given)) return left(invalidArgument(argument, 'whole ms since epoch'))
  return isOfAnotherUnit(given)
    ? left(invalidArgument(argument, 'ms since epoch, not seconds or microseconds'))
    : right(given + 0)
}

/** One of these words. */
export const oneOf =
  <W extends string>(...words: readonly W[]): ReadArgument<W> =>
  (argument, given) => {
    const word = words.find((known) => known === given)
    return word === undefined ? left(invalidArgument(argument, `one of ${words.join(', ')}`)) : right(word)
  }

export const flag: ReadArgument<boolean> = (argument, given) =>
  typeof given === 'boolean' ? right(given) : left(invalidArgument(argument, 'true or false'))

/** A text that is not blank. */
export const text: ReadArgument<string> = (argument, given) =>
  typeof given === 'string' && given.trim() !== ''
    ? right(given)
    : left(invalidArgument(argument, 'a text that is not blank'))

/** A function, whose parameters nobody can check. */
export const callback =
  <F>(): ReadArgument<F> =>
  (argument, given) =>
    typeof given === 'function' ? right(given as F) : left(invalidArgument(argument, 'a function'))

/** An AbortSignal, of this realm or another. */
export const signal: ReadArgument<AbortSignal> = (argument, given) =>
  typeof (given as AbortSignal | null | undefined)?.addEventListener === 'function'
    ? right(given as AbortSignal)
    : left(invalidArgument(argument, 'an AbortSignal'))

/** The items of an iterable, at most so many, each read by `item`. A text is no list. */
export const listOf =
  <A>(item: ReadArgument<A>, most: number): ReadArgument<readonly A[]> =>
  (argument, given) => {
    if (!isIterable(given)) return left(invalidArgument(argument, `a list, ${most} items at most`))
    const items: A[] = []
    for (const one of given) {
      const read = item(argument, one)
      if (read._tag === 'Left') return left(invalidArgument(argument, `a list, each item ${read.left.expected}`))
      if (items.length >= most) return left(invalidArgument(argument, `a list, ${most} items at most`))
      items.push(read.right)
    }
    return right(items)
  }

/** Whether something can be iterated and is no text, in whatever realm it was made. */
export const isIterable = (given: unknown): given is Iterable<unknown> =>
  typeof given === 'object' && given !== null && typeof (given as Iterable<unknown>)[Symbol.iterator] === 'function'

const isWhole = (given: unknown): given is number => typeof given === 'number' && Number.isSafeInteger(given)
