import { createLedger, orThrow } from '@partner-ledger/core'
import type { PartnerProgramEvent } from '@partner-ledger/core/membership'
import { eventArbitrary } from '@partner-ledger/core/testing'
import type { Answer, EventStore, LedgerStore } from '@partner-ledger/core/store'
import * as fc from 'fast-check'

import { bodyOf } from '../ledger/event-bodies.js'
import { eventsIn, tenantsOf } from '../store/reading.js'

/** What happens to a ledger in these tests, one thing after the other. */
export type Happening =
  | { readonly what: 'event'; readonly event: PartnerProgramEvent }
  | { readonly what: 'broken'; readonly mark: number }
  | { readonly what: 'discard' }
  | { readonly what: 'forget'; readonly event: PartnerProgramEvent }

/** Histories with several organisations, mismatches, quarantined bodies, and people who are forgotten. */
export const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    { weight: 12, arbitrary: eventArbitrary().map((event): Happening => ({ what: 'event', event })) },
    { weight: 2, arbitrary: fc.nat({ max: 9 }).map((mark): Happening => ({ what: 'broken', mark })) },
    { weight: 1, arbitrary: fc.constant<Happening>({ what: 'discard' }) },
    { weight: 1, arbitrary: eventArbitrary().map((event): Happening => ({ what: 'forget', event })) },
  ),
  { maxLength: 25 },
)

const now = Date.UTC(2124, 0, 1)

/** Lets all of it happen in the store, and gives the store back. */
export const lived = async <S extends EventStore>(store: S, all: readonly Happening[]): Promise<S> => {
  const ledger = createLedger({ store, clock: () => now })
  for (const one of all) {
    if (one.what === 'event') await orThrow(ledger.ingest(bodyOf(one.event)))
    else if (one.what === 'broken') await orThrow(ledger.ingest(`{"mark":${one.mark}`))
    else if (one.what === 'forget')
      await orThrow(ledger.forget(one.event, { until: Math.max(one.event.occurredAt, 1e10) }))
    else
      for (const { id } of (await orThrow(ledger.quarantine.list({ status: 'open', limit: 1 }))).items)
        await orThrow(ledger.quarantine.discard(id))
  }
  await ledger.close()
  return store
}

/** A clock that ticks with each look at it. */
export const ticking = (from = 1_800_000_000_000): (() => number) => {
  let at = from
  return () => (at += 7)
}

/** Everything that a log holds, and in which order; where its positions are is each store's own affair. */
export const contentsOf = async (store: EventStore): Promise<unknown> => {
  const tenants: unknown[] = []
  for (const tenant of await tenantsOf(store, '', 10_000)) {
    const records: unknown[] = []
    for (const { position, ...record } of await eventsIn(store.readAll(tenant, 0, 10_000)))
      records.push({ ...record, body: bytesOf(await orThrow(store.body(tenant, position))) })
    tenants.push([tenant, records])
  }
  return tenants
}

const bytesOf = (body: Uint8Array | undefined): string | undefined =>
  body === undefined ? undefined : Buffer.from(body).toString('hex')

/** How many records a store holds in all. */
export const sizeOf = async (store: EventStore): Promise<number> => {
  let size = 0
  for (const tenant of await tenantsOf(store, '', 10_000))
    size += (await eventsIn(store.readAll(tenant, 0, 10_000))).length
  return size
}

/** All items of an iterable. */
export const collected = async <A>(items: AsyncIterable<A>): Promise<A[]> => {
  const all: A[] = []
  for await (const item of items) all.push(item)
  return all
}

/** The text in pieces of so many characters, as a file is read. */
export const inPieces = (text: string, size: number): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / size) }, (_, n) => text.slice(n * size, (n + 1) * size))

/** The store, of which the n-th call answers this instead, and every later one. */
export const failingFrom = (store: EventStore, at: number, failure: Awaited<Answer<never>>): LedgerStore => {
  let calls = 0
  const next = <A>(call: () => Answer<A>): Answer<A> => {
    calls += 1
    return calls < at ? call() : Promise.resolve(failure)
  }
  return {
    ...store,
    append: (...call) => next(() => store.append(...call)),
    readStream: (...call) => next(() => store.readStream(...call)),
    readAll: (...call) => next(() => store.readAll(...call)),
    body: (...call) => next(() => store.body(...call)),
    forget: (...call) => next(() => store.forget(...call)),
    heads: (...call) => next(() => store.heads(...call)),
    streams: (...call) => next(() => store.streams(...call)),
  }
}
