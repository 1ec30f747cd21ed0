import type { LedgerStore, Position, RecordedEvent, Revision, Tenant } from '@partner-ledger/core/store'

import { holds, same } from '../expectation.js'

/** What a run is made of: each call opens a handle on one and the same store, which nobody else writes to. */
export interface ModelSubject {
  readonly open: (clock: () => number) => LedgerStore | Promise<LedgerStore>
}

/** The model and the store that is held against it, at the same point of the same history. */
export interface World {
  readonly model: Side
  readonly real: Side
  /** How many commands were run. */
  ran: number
  /** Lets time pass; it may go backwards. */
  tick(ms: number): void
  /** Closes both handles and opens new ones. */
  reopen(): Promise<void>
  close(): Promise<void>
}

/** A call that both stores are given. What it answers must be the same. */
export type Command = (world: World) => Promise<void>

/**
 * A handle, where the events are by the order in which they were appended, and the revisions of each checkpoint by the
 * order in which they were given.
 */
export interface Side {
  store: LedgerStore
  readonly places: Map<Tenant, Position[]>
  readonly revisions: Map<string, Revision[]>
}

/** A world of two empty stores. */
export const openWorld = async (model: ModelSubject, real: ModelSubject): Promise<World> => {
  let now = 1_700_000_000_000
  const clock = (): number => now
  const world: World = {
    model: { store: await model.open(clock), places: new Map(), revisions: new Map() },
    real: { store: await real.open(clock), places: new Map(), revisions: new Map() },
    ran: 0,
    tick: (ms) => {
      now += ms
    },
    close: async () => {
      await world.model.store.close()
      await world.real.store.close()
    },
    reopen: async () => {
      await world.close()
      world.model.store = await model.open(clock)
      world.real.store = await real.open(clock)
    },
  }
  return world
}

/** Asks both sides the same, and throws unless they answer the same, positions aside: those agree by their order. */
export const agree = async <A>(
  world: World,
  what: string,
  ask: (side: Side) => Promise<A>,
  seen: (answer: A, side: Side) => unknown = (answer) => answer,
): Promise<void> => {
  const expected = await ask(world.model)
  const actual = await ask(world.real)
  same(seen(actual, world.real), seen(expected, world.model), what)
}

/** The number of the event at this position, 1 for the tenant's first; positions are noted as they are met. */
export const rankOf = ({ places }: Side, tenant: Tenant, position: Position): number => {
  const known = places.get(tenant) ?? []
  places.set(tenant, known)
  const rank = known.indexOf(position) + 1
  if (rank > 0) return rank
  holds(position > (known.at(-1) ?? 0), 'a new position is not beyond the last one')
  return known.push(position)
}

/** The position of the event of this number; the nearest one before or after it where there is none. */
export const positionOf = ({ places }: Side, tenant: Tenant, rank: number): Position => {
  const known = places.get(tenant) ?? []
  return rank === 0 ? 0 : (known[rank - 1] ?? (known.at(-1) ?? 0) + rank)
}

/** The record with its number in the place of its position. */
export const ranked = (side: Side, tenant: Tenant, record: RecordedEvent): RecordedEvent => ({
  ...record,
  position: rankOf(side, tenant, record.position),
})
