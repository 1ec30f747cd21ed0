import { type Details, foldMembership } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { noted } from './noted.js'
import { key, linked, updated } from './sample.js'

const first = Date.UTC(2026, 0, 1)
const sure = Date.UTC(2027, 0, 2, 12)

const reJoin = (details: Details, at: number): { end: string | undefined; noted: readonly string[] } => {
  const membership = foldMembership(key, [linked(first, details), linked(at, {}, { eventId: 'again' })])
  expect(membership.periods.at(-1)).toEqual({ openedAt: at, certainty: 'confirmed' })
  expect(membership.periods[0]?.closedAt).toBe(at)
  return { end: membership.periods[0]?.end, noted: noted(membership) }
}
const ordinary = { end: 'expired', noted: [] }
const suspicious = { end: 'superseded', noted: ['linked-twice of again'] }

describe('a Linked on an open period', () => {
  test('is an ordinary re-join from 36 hours after the date on: the period is expired', () =>
    expect(reJoin({ membershipExpiryDate: '2027-01-01' }, sure)).toEqual(ordinary))

  test('is linked twice a millisecond before: somewhere the day may still last', () =>
    expect(reJoin({ membershipExpiryDate: '2027-01-01' }, sure - 1)).toEqual(suspicious))

  test('is an ordinary re-join at the instant of expiry', () =>
    expect(reJoin({ membershipExpiryDateInMillis: sure }, sure)).toEqual(ordinary))

  test('is linked twice a millisecond before the instant', () =>
    expect(reJoin({ membershipExpiryDateInMillis: sure }, sure - 1)).toEqual(suspicious))

  test('goes by the instant, not by the date, where both are known', () => {
    const details = { membershipExpiryDate: '2027-01-01', membershipExpiryDateInMillis: sure + 1 }
    expect(reJoin(details, sure)).toEqual(suspicious)
  })

  test('is linked twice where no term is known', () => expect(reJoin({}, sure)).toEqual(suspicious))

  test('is linked twice where only the tier ran out', () =>
    expect(reJoin({ partnerTierExpiryDate: '2026-06-01' }, sure)).toEqual(suspicious))

  test('is an ordinary re-join of a membership that was only implied', () => {
    const events = [updated(first, { membershipExpiryDate: '2027-01-01' }), linked(sure)]
    const membership = foldMembership(key, events)
    expect(membership.periods[0]).toEqual({
      openedAt: first,
      certainty: 'implied',
      closedAt: sure,
      end: 'expired',
      expiry: { date: '2027-01-01' },
    })
    expect(noted(membership)).toEqual([`missing-link of U${first}`])
  })

  test('that was an ordinary re-join is linked twice once a late RENEW is known, and the other way round', () => {
    const link = linked(first, { membershipExpiryDate: '2027-01-01' })
    const renew = updated(first + 1, { membershipExpiryDate: '2029-01-01' }, { updateType: 'RENEW' })
    expect(foldMembership(key, [link, linked(sure)]).periods[0]?.end).toBe('expired')
    expect(foldMembership(key, [link, linked(sure), renew]).periods[0]?.end).toBe('superseded')
  })
})
