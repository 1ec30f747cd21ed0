import { orThrow } from '@partner-ledger/core'
import {
  explain,
  foldMembership,
  type PartnerProgramEvent,
  type Projection,
  timeline,
} from '@partner-ledger/core/membership'
import { deliveriesArbitrary, historyArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { body, key, numbered } from '../deliveries.js'
import { bodyOf, isDeliverable } from '../event-bodies.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'

const arrivals = historyArbitrary().chain(({ key: of, events }) =>
  deliveriesArbitrary(events.filter(isDeliverable)).map((arrived) => ({ key: of, events, arrived })),
)

const count: Projection<readonly string[]> = {
  initial: [],
  evolve: (ids, { eventId, customer }) => [...ids, `${eventId} ${customer?.instore?.email ?? ''}`],
}

describe.each(storeKinds)('reads over $name', ({ open }) => {
  const clockwork = (): { readonly clock: () => number; readonly tick: () => number } => {
    let time = 1_000_000
    return { clock: () => time, tick: () => (time += 10) }
  }

  test('a membership on both time axes is the fold of the events that count', async () => {
    await fc.assert(
      fc.asyncProperty(arrivals, fc.nat(20), fc.nat(20), async ({ key: of, arrived }, one, other) => {
        const { clock, tick } = clockwork()
        const { ledger } = ledgerOver(open({ clock }), { clock: () => Date.UTC(2200, 0, 1) })
        for (const event of arrived) {
          tick()
          await orThrow(ledger.ingest(bodyOf(event)))
        }
        const logged = await orThrow(ledger.events(of))
        const at = logged[one % Math.max(1, logged.length)]
        const asOf = (logged[other % Math.max(1, logged.length)]?.event.occurredAt ?? 0) - (one % 2)
        for (const knownAt of [{ position: at?.position ?? 0 }, { recordedBy: (at?.recordedAt ?? 0) + (other % 2) }])
          for (const point of [{ asOf }, { knownAt }, { asOf, knownAt }, {}]) {
            const counted = logged.filter(
              ({ event, position, recordedAt }) =>
                (!('asOf' in point) || event.occurredAt <= asOf) &&
                (!('knownAt' in point) ||
                  ('position' in knownAt ? position <= knownAt.position : recordedAt <= knownAt.recordedBy)),
            )
            const events = counted.map(({ event }) => event)
            expect(await orThrow(ledger.membership(of, point))).toEqual(foldMembership(of, events))
            expect(await orThrow(ledger.events(of, point))).toEqual(counted)
            const told = await orThrow(ledger.timeline(of, point))
            expect(told.membership).toEqual(foldMembership(of, events))
            expect(told.entries.map(({ event, changes, anomalies }) => ({ event, changes, anomalies }))).toEqual(
              timeline(of, events).entries,
            )
            expect(told.twins?.map(({ event, of: id }) => [event.eventId, id]).sort()).toEqual(
              timeline(of, events)
                .twins?.map(({ event, of: id }) => [event.eventId, id])
                .toSorted(),
            )
            const explained = await orThrow(ledger.explain(of, 'tier', point))
            expect(explained.map(({ event }) => event)).toEqual(explain(of, events, 'tier').map(({ event }) => event))
            for (const entry of explained)
              expect(counted).toContainEqual(expect.objectContaining({ position: entry.position }))
          }
      }),
      { numRuns: 60 },
    )
  })

  test('an answer for a past knownAt never changes', async () => {
    const { clock, tick } = clockwork()
    const { ledger } = ledgerOver(open({ clock }))
    await ingestAll(ledger, [numbered(5)])
    const then = await orThrow(ledger.membership(key))
    const [first] = await orThrow(ledger.events(key))
    tick()
    await ingestAll(ledger, [numbered(1), body({ name: 'partnerProgramDelinked', root: { eventId: 'd' } })])
    expect(await orThrow(ledger.membership(key))).not.toEqual(then)
    for (const knownAt of [{ position: first?.position ?? 0 }, { recordedBy: first?.recordedAt ?? 0 }])
      expect(await orThrow(ledger.membership(key, { knownAt }))).toEqual(then)
  })

  test('a membership without events is absent, and has no history', async () => {
    const { ledger } = ledgerOver(open())
    expect(await orThrow(ledger.membership(key))).toEqual(foldMembership(key, []))
    expect(await orThrow(ledger.events(key))).toEqual([])
    expect((await orThrow(ledger.timeline(key))).entries).toEqual([])
    expect(await orThrow(ledger.explain(key, 'link'))).toEqual([])
    expect(await orThrow(ledger.organisations())).toEqual([])
    expect(await orThrow(ledger.replay(1, count))).toEqual([])
  })

  test('a key may carry more than a key', async () => {
    const { ledger } = ledgerOver(open())
    await orThrow(ledger.ingest(body()))
    const [logged] = await orThrow(ledger.events(key))
    const event: PartnerProgramEvent = logged?.event ?? expect.fail('no event')
    expect((await orThrow(ledger.membership(event))).key).toEqual(key)
  })

  test('replay hands a host its events in order of arrival, customers included, and no other organisation', async () => {
    const { ledger } = ledgerOver(open())
    await ingestAll(ledger, [numbered(3), numbered(1), numbered(2, { orgId: 7 }), numbered(1)])
    expect(await orThrow(ledger.replay(50191, count))).toEqual(['e-3 c1@example.com', 'e-1 c1@example.com'])
    expect(await orThrow(ledger.organisations())).toEqual([7, 50191])
  })

  test('a stream of any length is right, and told of once a read above 1,000 events', async () => {
    const { ledger, log } = ledgerOver(open())
    const bodies = Array.from({ length: 1001 }, (_, index) => numbered(index))
    await orThrow(ledger.ingestMany(bodies.slice(0, 1000)))
    expect((await orThrow(ledger.membership(key))).events).toBe(1000)
    expect(log).toEqual([])
    await orThrow(ledger.ingestMany(bodies))
    const told = { level: 'warn', code: 'long-stream', tenant: '50191', events: 1001 }
    expect((await orThrow(ledger.membership(key))).events).toBe(1001)
    expect(log).toEqual([told])
    expect(await orThrow(ledger.events(key))).toHaveLength(1001)
    expect(log).toEqual([told, told])
    expect(await orThrow(ledger.replay(key.orgId, count))).toHaveLength(1001)
    expect(log).toHaveLength(2)
  })
})
