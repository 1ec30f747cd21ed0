import { foldMembership, membershipKey, type PartnerProgramEvent } from '@partner-ledger/core/membership'
import { deliveriesArbitrary, eventArbitrary, historyArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { isCalendarDay } from '../../src/membership/calendar.js'

const numRuns = 1000

describe('generated histories', () => {
  test('are of one membership, each id once, and of the length asked for', () =>
    fc.assert(
      fc.property(historyArbitrary({ maxEvents: 5 }), ({ key, events }) => {
        expect(events.length).toBeLessThanOrEqual(5)
        expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(events.length)
        for (const event of events) expect(membershipKey(event)).toEqual(key)
      }),
      { numRuns },
    ))

  test('of a host that asks for long ones are as long, and of up to twelve events where it does not ask', () => {
    const lengths = fc.sample(historyArbitrary(), { numRuns, seed: 1 }).map(({ events }) => events.length)
    expect(Math.min(...lengths)).toBe(0)
    expect(Math.max(...lengths)).toBe(12)
    const long = fc.sample(historyArbitrary({ maxEvents: 60 }), { numRuns: 200, seed: 1 })
    expect(Math.max(...long.map(({ events }) => events.length))).toBeGreaterThan(50)
  })

  test('draw every form of an end, and facts that were sent under two ids', () => {
    const drawn = new Set<string>()
    for (const { key, events } of fc.sample(historyArbitrary(), { numRuns: 1000, seed: 1 })) {
      if (foldMembership(key, events).events < events.length) drawn.add('twins')
      for (const event of events) {
        if (event.learned !== undefined) drawn.add('learned')
        for (const field of Object.keys('details' in event ? event.details : event))
          if (/Expiry(Date|Time|DateInMillis|Unread)$/.test(field)) drawn.add(field)
        const isSilent = 'details' in event && !Object.keys(event.details).some((field) => field.includes('Expiry'))
        if ('updateType' in event && event.updateType === 'RENEW' && isSilent) drawn.add('RENEW without an end')
      }
    }
    const parts = ['Date', 'Time', 'DateInMillis', 'Unread']
    const fields = ['partnerTier', 'membership', 'scheduled'].flatMap((of) => parts.map((part) => `${of}Expiry${part}`))
    expect([...drawn].sort()).toEqual([...fields, 'RENEW without an end', 'learned', 'twins'].sort())
  })

  test('meet every anomaly, every end of a period, and events of one instant', () => {
    const met = new Set<string>()
    for (const { key, events } of fc.sample(historyArbitrary(), { numRuns: 2000, seed: 1 })) {
      const { anomalies, periods } = foldMembership(key, events)
      for (const { kind } of anomalies) met.add(kind)
      for (const { end, certainty } of periods) met.add(`${certainty} ${end ?? 'open'}`)
      if (new Set(events.map(({ occurredAt }) => occurredAt)).size < events.length) met.add('one instant')
    }
    const links = ['confirmed', 'implied'].flatMap((certainty) =>
      ['open', 'delinked', 'expired', 'superseded'].map((end) => `${certainty} ${end}`),
    )
    const tableKinds = ['missing-link', 'linked-twice', 'expiry-mismatch', 'update-after-delink', 'delinked-twice']
    const otherKinds = ['direction-mismatch', 'type-changed', 'entity-mismatch', 'expiry-unread', 'one instant']
    expect([...met].sort()).toEqual([...links, ...tableKinds, ...otherKinds].sort())
  })
})

describe('generated events', () => {
  const days = (event: PartnerProgramEvent): readonly (string | undefined)[] => [
    'details' in event ? event.details.partnerTierExpiryDate : undefined,
    'details' in event ? event.details.membershipExpiryDate : undefined,
    'scheduledExpiryDate' in event ? event.scheduledExpiryDate : undefined,
  ]

  test('of a host that compares them strictly are what a decoder may give: whole positive ids and times, real days, no undefined, plain data', () =>
    fc.assert(
      fc.property(eventArbitrary(), (event) => {
        const { orgId, loyaltyProgramId, partnerProgramId, customerId, occurredAt } = event
        for (const id of [orgId, loyaltyProgramId, partnerProgramId, customerId, occurredAt])
          expect(Number.isSafeInteger(id) && id > 0).toBe(true)
        for (const day of days(event)) expect(day === undefined || isCalendarDay(day)).toBe(true)
        expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event)
      }),
      { numRuns },
    ))

  test('hold no contact of anyone: mail at example.com, numbers of 555', () =>
    fc.assert(
      fc.property(eventArbitrary(), ({ customer }) => {
        expect(customer?.instore?.email ?? 'a@example.com').toMatch(/@example\.com$/)
        expect(customer?.instore?.mobile ?? '+1555').toMatch(/^\+1555/)
      }),
      { numRuns },
    ))
})

describe('generated deliveries', () => {
  test('are of every event one to three, and of nothing else', () =>
    fc.assert(
      fc.property(
        historyArbitrary().chain(({ events }) => fc.tuple(fc.constant(events), deliveriesArbitrary(events))),
        ([events, deliveries]) => {
          for (const event of events) {
            const times = deliveries.filter((delivery) => delivery === event).length
            expect(times >= 1 && times <= 3).toBe(true)
          }
          expect(new Set(deliveries)).toEqual(new Set(events))
        },
      ),
      { numRuns },
    ))

  test('come in another order, and repeated, often enough', () => {
    const arrivals = fc.sample(deliveriesArbitrary(['a', 'b', 'c']), { numRuns: 200, seed: 1 })
    expect(new Set(arrivals.map((arrival) => arrival.join(''))).size).toBeGreaterThan(100)
  })
})
