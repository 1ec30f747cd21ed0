import { left, right } from 'fp-ts/lib/Either.js'

import { invalidArgument } from '../../failure/store-error.js'
import { type ReadArgument, time, whole } from './read-argument.js'
import { record } from './read-record.js'

/** A value that its own call checks further on; here it is only copied from its field. */
export const given =
  <A>(): ReadArgument<A> =>
  (_, value) =>
    right(value as A)

/** A position of the log, or an instant by the store's clock: one of the two. */
const knownAt: ReadArgument<{ readonly position: number } | { readonly recordedBy: number }> = (argument, value) => {
  const read = record({}, { position: whole(0), recordedBy: time })(argument, value)
  if (read._tag === 'Left') return read
  const { position, recordedBy } = read.right
  if (position !== undefined && recordedBy === undefined) return right({ position })
  if (recordedBy !== undefined && position === undefined) return right({ recordedBy })
  return left(invalidArgument(argument, 'a position, or an instant as recordedBy'))
}

/** A point of both time axes; absent: now, as of all that is known. */
export const asOfArgument: ReadArgument<{
  readonly asOf?: number | undefined
  readonly knownAt?: { readonly position: number } | { readonly recordedBy: number } | undefined
}> = (argument, value) => (value === undefined ? right({}) : record({}, { asOf: time, knownAt })(argument, value))

/** A fold of the host's own: where it begins, and its step. What its step does is the host's. */
export const projectionArgument: ReadArgument<{ readonly evolve: unknown }> = (argument, value) => {
  const { evolve } = (value ?? {}) as { readonly evolve?: unknown }
  return typeof evolve === 'function'
    ? right({ evolve })
    : left(invalidArgument(argument, 'a projection: initial and evolve'))
}
