import {
  type Details,
  foldMembership,
  type Membership,
  type PartnerProgramEvent,
  type Period,
  standing,
} from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { noted } from './noted.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

/** One test, or one line of a test, for each sentence of "What ends when" in docs/guide/what-a-membership-is.md. */
const after = (...events: readonly PartnerProgramEvent[]): Membership => foldMembership(key, events)
const lastOf = (...events: readonly PartnerProgramEvent[]): Partial<Period> => after(...events).periods.at(-1) ?? {}
const renew = (at: number, details: Details = {}): PartnerProgramEvent => updated(at, details, { updateType: 'RENEW' })
const remind = (at: number, scheduledExpiryDate: string): PartnerProgramEvent => reminder(at, { scheduledExpiryDate })
const ends = (membershipExpiryDate: string): Details => ({ membershipExpiryDate })
const unknown = { unknown: true }
const kolkata = { _tag: 'Zone', name: 'Asia/Kolkata' } as const

describe('an end that is stated', () => {
  test('as a day is the whole day of the zone', () =>
    expect(standing(after(linked(1, ends('2026-12-31'))), 2, kolkata).until).toBe(Date.UTC(2026, 11, 31, 18, 30)))

  test('as a day with a time of day is that moment on the clock of the zone', () => {
    const details = { ...ends('2026-12-31'), membershipExpiryTime: '06:00:00' }
    expect(lastOf(linked(1, details)).expiry).toEqual({ date: '2026-12-31', time: '06:00:00' })
    expect(standing(after(linked(1, details)), 2, kolkata).until).toBe(Date.UTC(2026, 11, 31, 0, 30))
  })

  test('in milliseconds is an instant in any zone, and stronger than the day beside it', () => {
    const details = { ...ends('2026-12-31'), membershipExpiryTime: '06:00:00', membershipExpiryDateInMillis: 5000 }
    expect(lastOf(linked(1, details)).expiry).toEqual({ date: '2026-12-31', time: '06:00:00', instant: 5000 })
    expect(standing(after(linked(1, details)), 2, kolkata).until).toBe(5000)
  })

  test('replaces the whole of the end that was known', () => {
    const details = { ...ends('2026-12-31'), membershipExpiryTime: '06:00:00', membershipExpiryDateInMillis: 5000 }
    expect(lastOf(linked(1, details), updated(2, ends('2027-01-31'))).expiry).toEqual({ date: '2027-01-31' })
  })

  test('in milliseconds beyond all dates is none, and a time of day without its day is none', () => {
    expect(lastOf(linked(1, { membershipExpiryDateInMillis: 8.64e15 + 1 }))).not.toHaveProperty('expiry')
    expect(lastOf(linked(1, { membershipExpiryTime: '06:00:00' }))).not.toHaveProperty('expiry')
  })
})

describe('an end that cannot be read', () => {
  const unread = { membershipExpiryUnread: true, partnerTierExpiryUnread: true } as const

  test('is unknown, which is active without an until, and noted once an event', () => {
    const membership = after(linked(1, unread))
    expect(membership.periods[0]).toMatchObject({ tier: { expiry: unknown }, expiry: unknown })
    expect(noted(membership)).toEqual(['expiry-unread of L1'])
    expect(standing(membership, 2)).toEqual({ link: 'active', end: 'unknown', tier: 'unknown' })
  })

  test('is no unread one where milliseconds stand beside it', () => {
    const membership = after(linked(1, { membershipExpiryUnread: true, membershipExpiryDateInMillis: 7 }))
    expect(membership.periods[0]?.expiry).toEqual({ instant: 7 })
    expect(noted(membership)).toEqual([])
  })

  test('is noted in any state, also where nothing of a period changes', () =>
    expect(noted(after(linked(1), delinked(2), updated(3, unread)))).toEqual([
      'update-after-delink of U3',
      'expiry-unread of U3',
    ]))

  test('of a reminder is noted and changes no end', () => {
    const membership = after(linked(1, ends('2026-12-31')), reminder(2, { scheduledExpiryUnread: true }))
    expect(membership.periods).toEqual([{ openedAt: 1, certainty: 'confirmed', expiry: { date: '2026-12-31' } }])
    expect(noted(membership)).toEqual(['expiry-unread of R2'])
  })

  test('is the last of the anomalies of its event', () => {
    const stated = { partnerProgramType: 'OTHER', entity: { type: 'USER', id: 7 }, updateType: 'UPGRADE' }
    const first = linked(1, { partnerTierNumber: 2 }, { partnerProgramType: 'EXTERNAL' })
    expect(noted(after(first, updated(2, { partnerTierNumber: 1, membershipExpiryUnread: true }, stated)))).toEqual([
      'direction-mismatch of U2',
      'type-changed of U2',
      'entity-mismatch of U2',
      'expiry-unread of U2',
    ])
  })
})

describe('a RENEW that states no end', () => {
  test('makes an end of the membership unknown, be it stated, announced or unknown', () => {
    expect(lastOf(linked(1, ends('2026-12-31')), renew(2)).expiry).toEqual(unknown)
    expect(lastOf(linked(1), remind(2, '2026-12-31'), renew(3)).expiry).toEqual(unknown)
    expect(lastOf(linked(1), remind(2, '2026-12-31'), renew(3))).not.toHaveProperty('announcedExpiry')
    expect(lastOf(linked(1, { membershipExpiryUnread: true }), renew(2)).expiry).toEqual(unknown)
  })

  test('makes the end of the tier unknown where the membership has none, also with another number', () => {
    const tier = { partnerTierNumber: 2, partnerTierExpiryDate: '2026-12-31' }
    expect(lastOf(linked(1, tier), renew(2)).tier).toEqual({ number: 2, expiry: unknown })
    expect(lastOf(linked(1, tier), renew(2, { partnerTierNumber: 3 })).tier).toEqual({ number: 3, expiry: unknown })
    expect(lastOf(linked(1, { ...tier, ...ends('2026-12-31') }), renew(2)).tier?.expiry).toEqual({ date: '2026-12-31' })
  })

  test('makes no end where there is none', () =>
    expect(lastOf(linked(1, { partnerTierNumber: 2 }), renew(2))).not.toHaveProperty('expiry'))

  test('leaves the end of the membership where it states one of the tier, and an unread one is stated', () => {
    const both = { partnerTierExpiryDate: '2026-06-30', ...ends('2026-12-31') }
    expect(lastOf(linked(1, both), renew(2, { partnerTierExpiryDate: '2027-06-30' })).expiry).toEqual({
      date: '2026-12-31',
    })
    expect(lastOf(linked(1, both), renew(2, { partnerTierExpiryUnread: true })).expiry).toEqual({ date: '2026-12-31' })
  })

  test('is no other update, and none of a closed period', () => {
    expect(lastOf(linked(1, ends('2026-12-31')), updated(2, {}, { updateType: 'UPGRADE' })).expiry).toEqual({
      date: '2026-12-31',
    })
    expect(lastOf(linked(1, ends('2026-12-31')), delinked(2), renew(3)).expiry).toEqual({ date: '2026-12-31' })
  })
})

describe('a reminder that states an end', () => {
  test('announces it, on an open period and on the one that it opens, and the stated end stays beside it', () => {
    expect(lastOf(linked(1, ends('2026-12-31')), remind(2, '2026-06-30'))).toMatchObject({
      expiry: { date: '2026-12-31' },
      announcedExpiry: { date: '2026-06-30' },
    })
    expect(lastOf(remind(2, '2026-06-30')).announcedExpiry).toEqual({ date: '2026-06-30' })
    expect(lastOf(reminder(2, { scheduledExpiryDateInMillis: 9 })).announcedExpiry).toEqual({ instant: 9 })
  })

  test('is what the standing goes by, also beyond the stated end and where that is unknown', () => {
    const until = Date.UTC(2026, 6, 1)
    expect(standing(after(linked(1, ends('2026-12-31')), remind(2, '2026-06-30')), 3).until).toBe(until)
    expect(standing(after(linked(1, ends('2026-01-31')), remind(2, '2026-06-30')), 3).until).toBe(until)
    const unread = linked(1, { membershipExpiryUnread: true })
    expect(standing(after(unread, remind(2, '2026-06-30')), 3)).toEqual({ link: 'active', until })
  })

  test('announces nothing where it agrees with the stated end, and drops what was announced before', () => {
    const events = [linked(1, ends('2026-12-31')), remind(2, '2026-06-30'), remind(3, '2026-12-31')]
    expect(lastOf(...events)).toEqual({ openedAt: 1, certainty: 'confirmed', expiry: { date: '2026-12-31' } })
  })

  test('never extends beyond a delink, and opens no second period', () =>
    expect(after(linked(1), delinked(2), remind(3, '2026-06-30')).periods).toEqual([
      { openedAt: 1, certainty: 'confirmed', closedAt: 2, end: 'delinked' },
    ]))

  test('is dropped by a later event that states another end, an unread one, or none in a RENEW', () => {
    const events = [linked(1, ends('2026-12-31')), remind(2, '2026-06-30')]
    expect(lastOf(...events, updated(3, ends('2027-01-31')))).not.toHaveProperty('announcedExpiry')
    expect(lastOf(...events, updated(3, { membershipExpiryUnread: true }))).not.toHaveProperty('announcedExpiry')
    expect(lastOf(...events, renew(3))).not.toHaveProperty('announcedExpiry')
  })

  test('stays where a later event repeats the end that stands, or states none', () => {
    const events = [linked(1, ends('2026-12-31')), remind(2, '2026-06-30')]
    const announced = { announcedExpiry: { date: '2026-06-30' } }
    expect(lastOf(...events, updated(3, ends('2026-12-31')))).toMatchObject(announced)
    expect(lastOf(...events, updated(3, { partnerTierNumber: 2 }))).toMatchObject(announced)
  })

  test('decides whether a term had surely run out when the customer joins again', () => {
    const again = linked(Date.UTC(2026, 6, 1, 12))
    const events = [linked(1, ends('2026-12-31')), remind(2, '2026-06-30'), again]
    expect(after(...events).periods[0]?.end).toBe('expired')
    expect(after(linked(1, { membershipExpiryUnread: true }), linked(5)).periods[0]?.end).toBe('superseded')
  })
})
