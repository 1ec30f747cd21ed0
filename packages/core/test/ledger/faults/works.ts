import type { Ledger } from '@partner-ledger/core'
import type { LedgerFailure } from '@partner-ledger/core/store'
import type { Either } from 'fp-ts/lib/Either.js'

import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { body, broken, key } from '../deliveries.js'
import { due, linkedUntil } from '../expiry/memberships.js'
import { delivered, deliveredToNeighbour, person, until } from '../forget/people.js'

/** A piece of work whose store fails in the middle of it, on a log that holds some things already. */
export interface Work {
  readonly prepare: readonly string[]
  readonly run: (ledger: Ledger) => Promise<Either<LedgerFailure, unknown>>
  /** Whether its answer is the same each time, and so a part of the end. */
  readonly asks?: true
}

const kept = broken('kept')
const foreign = body({ root: { orgId: 8, eventId: 'foreign' } })

const idOf = (given: string): string => entryId(new TextEncoder().encode(given))

/** A question of a log that holds something of everything. */
const asking = (run: Work['run']): Work => ({
  prepare: [delivered('a'), deliveredToNeighbour('n'), kept],
  run,
  asks: true,
})

export const works: Readonly<Record<string, Work>> = {
  'ingest of a fact': { prepare: [], run: (ledger) => ledger.ingest(body()) },
  'ingest of a duplicate': { prepare: [body()], run: (ledger) => ledger.ingest(body()) },
  'ingest of a mismatch': {
    prepare: [body()],
    run: (ledger) => ledger.ingest(body({ details: { partnerTierNumber: 9 } })),
  },
  'ingest of an undecodable body': { prepare: [], run: (ledger) => ledger.ingest(kept) },
  'ingest of an undecodable body again': { prepare: [kept], run: (ledger) => ledger.ingest(kept) },
  'ingest of many': { prepare: [], run: (ledger) => ledger.ingestMany([delivered('a'), kept, delivered('b')]) },
  forget: {
    prepare: [delivered('a'), deliveredToNeighbour('n'), broken(`{"customerId":${person.customerId}`)],
    run: (ledger) => ledger.forget(person, { until }),
  },
  redrive: {
    prepare: [foreign],
    run: (ledger) => ledger.quarantine.redrive(idOf(foreign)),
  },
  'redrive of all': { prepare: [foreign, kept], run: (ledger) => ledger.quarantine.redriveAll() },
  expiry: { prepare: [linkedUntil(1, '2026-01-31')], run: (ledger) => ledger.expireDue(due) },
  discard: { prepare: [kept], run: (ledger) => ledger.quarantine.discard(idOf(kept)) },
  query: {
    prepare: [delivered('a'), deliveredToNeighbour('n')],
    run: (ledger) => ledger.memberships({ orgId: person.orgId }),
    asks: true,
  },
  count: { prepare: [delivered('a')], run: (ledger) => ledger.count({ orgId: person.orgId }), asks: true },
  'quarantine list': asking((ledger) => ledger.quarantine.list()),
  'quarantine show': asking((ledger) => ledger.quarantine.show(idOf(kept))),
  timeline: asking((ledger) => ledger.timeline(key)),
  explain: asking((ledger) => ledger.explain(key, 'tier')),
  events: asking((ledger) => ledger.events(key)),
  organisations: asking((ledger) => ledger.organisations()),
  replay: asking((ledger) => ledger.replay(key.orgId, { initial: 0, evolve: (count) => count + 1 })),
  forgotten: asking((ledger) => ledger.forgotten(person)),
  'verify of the index': asking((ledger) => ledger.verifyIndex(key.orgId)),
  'redecode, as a plan': asking((ledger) => ledger.redecode({ orgId: key.orgId })),
}
