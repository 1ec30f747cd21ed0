import {
  type Details,
  foldMembership,
  type Membership,
  type PartnerProgramEvent,
  type Period,
} from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { noted } from './noted.js'
import { key, linked, reminder, updated } from './sample.js'

const after = (...events: readonly PartnerProgramEvent[]): Membership => foldMembership(key, events)
const lastOf = (...events: readonly PartnerProgramEvent[]): Partial<Period> => after(...events).periods.at(-1) ?? {}
const renew = (at: number, details: Details = {}): PartnerProgramEvent => updated(at, details, { updateType: 'RENEW' })
const remind = (at: number, scheduledExpiryDate: string): PartnerProgramEvent => reminder(at, { scheduledExpiryDate })
const ends = (membershipExpiryDate: string): Details => ({ membershipExpiryDate })

describe('a reminder agrees with an end', () => {
  const hour = 3_600_000
  const midnight = Date.UTC(2026, 11, 31)
  const agrees = (details: Details, stated: object): boolean =>
    lastOf(linked(1, details), reminder(2, stated)).announcedExpiry === undefined

  test('of a day and an instant from 14 hours before the day in UTC to 36 hours after it, whichever states which', () => {
    for (const [off, holds] of [
      [-14 * hour, true],
      [-14 * hour - 1, false],
      [36 * hour, true],
      [36 * hour + 1, false],
    ] as const) {
      const millis = midnight + off
      expect(agrees({ membershipExpiryDateInMillis: millis }, { scheduledExpiryDate: '2026-12-31' })).toBe(holds)
      expect(agrees(ends('2026-12-31'), { scheduledExpiryDateInMillis: millis })).toBe(holds)
    }
  })

  test('of two instants within 24 hours', () => {
    const of = (off: number): boolean =>
      agrees({ membershipExpiryDateInMillis: midnight }, { scheduledExpiryDateInMillis: midnight + off })
    expect([of(24 * hour), of(-24 * hour), of(24 * hour + 1), of(-24 * hour - 1)]).toEqual([true, true, false, false])
  })

  test('of two days only where they are the same, whatever their times of day', () => {
    const evening = { ...ends('2026-12-31'), membershipExpiryTime: '23:00:00' }
    expect(agrees(evening, { scheduledExpiryDate: '2026-12-31', scheduledExpiryTime: '06:00:00' })).toBe(true)
    expect(agrees(evening, { scheduledExpiryDate: '2027-01-01' })).toBe(false)
  })

  test('by the instant where the stated end has both', () => {
    const both = { ...ends('2020-01-01'), membershipExpiryDateInMillis: midnight }
    expect(agrees(both, { scheduledExpiryDate: '2026-12-31' })).toBe(true)
    expect(agrees(both, { scheduledExpiryDate: '2020-01-01' })).toBe(false)
  })
})

describe('a reminder of an end that a RENEW replaced', () => {
  const events = [linked(1, ends('2026-06-30')), renew(2, ends('2027-06-30'))]

  test('is noted, announces nothing, and is renewed from the start', () => {
    const membership = after(...events, remind(3, '2026-06-30'))
    expect(membership.periods[0]).toMatchObject({
      expiry: { date: '2027-06-30' },
      replacedExpiry: { date: '2026-06-30' },
    })
    expect(membership.periods[0]).not.toHaveProperty('announcedExpiry')
    expect(membership.reminder).toEqual({ scheduledExpiryDate: '2026-06-30', occurredAt: 3, renewed: true })
    expect(noted(membership)).toEqual(['expiry-mismatch of R3'])
  })

  test('is believed where it agrees with the end that stands as well', () => {
    const near = [linked(1, ends('2026-06-30')), renew(2, { membershipExpiryDateInMillis: Date.UTC(2026, 5, 30, 12) })]
    expect(after(...near, remind(3, '2026-06-30')).reminder).not.toHaveProperty('renewed')
  })

  test('goes by what the term went by: also an announced end is replaced, and an unknown one is not kept', () => {
    const announced = [linked(1, ends('2026-12-31')), remind(2, '2026-06-30'), renew(3)]
    expect(lastOf(...announced).replacedExpiry).toEqual({ date: '2026-06-30' })
    expect(lastOf(...announced, renew(4, ends('2027-06-30')))).not.toHaveProperty('replacedExpiry')
  })

  test('was replaced by a RENEW alone, and by one that changed the end', () => {
    expect(lastOf(linked(1, ends('2026-06-30')), updated(2, ends('2027-06-30')))).not.toHaveProperty('replacedExpiry')
    expect(lastOf(...events, renew(3, ends('2027-06-30'))).replacedExpiry).toEqual({ date: '2026-06-30' })
  })
})
