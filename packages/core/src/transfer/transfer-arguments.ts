import { type Either, left, right } from 'fp-ts/lib/Either.js'

import {
  type ArgumentOf,
  callback,
  flag,
  listOf,
  type ReadArgument,
  signal,
  whole,
} from '../ledger/arguments/read-argument.js'
import { options } from '../ledger/arguments/read-record.js'
import { checkName } from '../store/arguments.js'
import type { EventStore } from '../store/event-store.js'
import { type InvalidArgument, invalidArgument } from '../failure/store-error.js'

/** A store, known by its calls: not a ledger, nor the path of a file. */
export const storeArgument: ReadArgument<EventStore> = (argument, given) => {
  const { append, readAll, heads } = (given ?? {}) as Partial<EventStore>
  return [append, readAll, heads].every((call) => typeof call === 'function')
    ? right(given as EventStore)
    : left(invalidArgument(argument, 'a store'))
}

const tenant: ReadArgument<string> = (argument, given) =>
  checkName(argument, given) === undefined
    ? right(given as string)
    : left(invalidArgument(argument, 'the name of a tenant: an orgId as text, or quarantine'))

const tenants = listOf(tenant, 100_000)

/** Positions by tenant. */
const after: ReadArgument<Readonly<Record<string, number>>> = (argument, given) => {
  if (typeof given !== 'object' || given === null) return left(invalidArgument(argument, 'positions by tenant'))
  const positions: Record<string, number> = {}
  for (const [name, position] of Object.entries(given)) {
    const read = whole(0)(argument, position)
    if (read._tag === 'Left') return read
    positions[name] = read.right
  }
  return right(positions)
}

const onProgress = callback<(progress: unknown) => void>()

export const exportArguments = options({ tenants, personal: flag, bodies: flag, after, signal, onProgress })
export const copyArguments = options({ tenants, signal, onProgress })
export const importArguments = options({ signal, onProgress })

/** A store and the options of a call, checked and copied; or the first fault. */
export const withStore = <R extends ReadArgument<unknown>>(
  argument: string,
  store: unknown,
  read: R,
  given: unknown,
): Either<InvalidArgument, ArgumentOf<R>> => {
  const checked = storeArgument(argument, store)
  return checked._tag === 'Left' ? checked : (read('options', given) as Either<InvalidArgument, ArgumentOf<R>>)
}
