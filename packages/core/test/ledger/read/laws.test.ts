import { type Ledger, orThrow } from '@partner-ledger/core'
import {
  foldMembership,
  type Membership,
  membershipKey,
  type PartnerProgramEvent,
} from '@partner-ledger/core/membership'
import { deliveriesArbitrary, historyArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { now } from '../deliveries.js'
import { asPrinted, bodyOf, isDeliverable } from '../event-bodies.js'
import { ingestAll, ledgerOver, wordFor } from '../ledgers.js'
import { allOrders } from '../orders.js'
import { storeKinds } from '../stores.js'

const farFuture = { clock: () => Date.UTC(2200, 0, 1) }

const deliverable = historyArbitrary().map(({ key, events }) => ({
  key,
  events: events.filter(isDeliverable).map(asPrinted),
}))

const ofOneOrg = fc
  .array(historyArbitrary({ maxEvents: 6 }), { maxLength: 6 })
  .map((histories) =>
    histories.flatMap(({ events }) => events.filter(isDeliverable).map((event) => ({ ...asPrinted(event), orgId: 7 }))),
  )
  .map((events) => [...new Map(events.map((event) => [`${streamOf(event)} ${event.eventId}`, event])).values()])

const streamOf = (event: PartnerProgramEvent): string => JSON.stringify(membershipKey(event))

const everyMembership = async (ledger: Ledger): Promise<readonly Membership[]> => {
  const found: Membership[] = []
  for await (const membership of ledger.eachMembership({ orgId: 7 })) found.push(membership)
  return found
}

describe.each(storeKinds)('through $name', ({ open }) => {
  test('a membership is the fold of its events byte for byte, in whatever order and however often they come', async () => {
    await fc.assert(
      fc.asyncProperty(
        deliverable.chain(({ key, events }) => deliveriesArbitrary(events).map((all) => ({ key, events, all }))),
        async ({ key, events, all }) => {
          const { ledger } = ledgerOver(open(), farFuture)
          const receipts = await ingestAll(ledger, all.map(bodyOf))
          expect(receipts.filter(({ _tag }) => _tag === 'Recorded')).toHaveLength(events.length)
          expect(receipts.filter(({ _tag }) => _tag === 'Duplicate')).toHaveLength(all.length - events.length)
          expect(JSON.stringify(await orThrow(ledger.membership(key)))).toBe(
            JSON.stringify(foldMembership(key, events)),
          )
          const stored = (await orThrow(ledger.events(key))).map(({ event }) => event)
          expect(new Set(stored.map((event) => event.eventId)).size).toBe(events.length)
          for (const event of stored) expect(event).toEqual(tidy(events.find((one) => one.eventId === event.eventId)))
        },
      ),
      { numRuns: 250 },
    )
  })

  test('every order of the four events comes to one membership', async () => {
    const told = fourEvents.map(bodyOf)
    const key = membershipKey(fourEvents[0] ?? expect.fail('no event'))
    const expected = JSON.stringify(foldMembership(key, fourEvents))
    let orders = 0
    for (const order of allOrders(told)) {
      const { ledger } = ledgerOver(open())
      expect((await ingestAll(ledger, order)).map(wordFor)).toEqual(Array(4).fill('Recorded'))
      expect(JSON.stringify(await orThrow(ledger.membership(key)))).toBe(expected)
      orders += 1
    }
    expect(orders).toBe(24)
  })

  test('a fold in order of arrival would not', () => {
    const key = membershipKey(fourEvents[0] ?? expect.fail('no event'))
    const naive = new Set<string>()
    for (const order of allOrders(fourEvents)) {
      // Each event is taken for a later one than all before it, as a fold in order of arrival does.
      const arrived = order.map((event, index) => ({ ...event, occurredAt: index + 1 }))
      naive.add(JSON.stringify(foldMembership(key, arrived).periods.map(({ end, tier }) => ({ end, tier }))))
    }
    expect(naive.size).toBeGreaterThan(1)
  })

  test('eachMembership gives every membership of the organisation, ordered by key, as its own fold', async () => {
    await fc.assert(
      fc.asyncProperty(
        ofOneOrg.chain((events) => deliveriesArbitrary(events).map((all) => ({ events, all }))),
        async ({ events, all }) => {
          const { ledger } = ledgerOver(open(), farFuture)
          await orThrow(ledger.ingestMany(all.map(bodyOf), { batch: 4 }))
          const found = await everyMembership(ledger)
          const keys = new Map(events.map((event) => [streamOf(event), membershipKey(event)]))
          expect(new Set(found.map(({ key }) => JSON.stringify(key)))).toEqual(new Set(keys.keys()))
          expect(found).toHaveLength(keys.size)
          for (const membership of found) {
            expect(JSON.stringify(membership)).toBe(JSON.stringify(foldMembership(membership.key, events)))
            expect(await orThrow(ledger.membership(membership.key))).toEqual(membership)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

const identity = { orgId: 7, loyaltyProgramId: 2, partnerProgramId: 3, customerId: 11 }

const fourEvents: readonly PartnerProgramEvent[] = [
  { type: 'partnerProgramLinked', ...identity, eventId: 'l', occurredAt: now, details: { partnerTierNumber: 1 } },
  { type: 'partnerProgramUpdated', ...identity, eventId: 'u', occurredAt: now, details: { partnerTierNumber: 2 } },
  { type: 'partnerProgramDelinked', ...identity, eventId: 'd', occurredAt: now },
  { type: 'supplementaryMembershipExpiryReminder', ...identity, eventId: 'r', occurredAt: now - 1 },
]

/** An event as a decoder lays it out: empty parts of the customer are none. */
const tidy = (event: PartnerProgramEvent | undefined): unknown => {
  if (event?.customer === undefined) return event
  const { accounts, ...customer } = event.customer
  const kept = { ...customer, ...(accounts === undefined || Object.keys(accounts).length === 0 ? {} : { accounts }) }
  const { customer: _, ...rest } = event
  return Object.keys(kept).length === 0 ? rest : { ...rest, customer: kept }
}
