import { type Details, foldMembership, type Period } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { key, linked, updated } from './sample.js'

const merged = (before: Details, after: Details, updateType?: string): Period | undefined =>
  foldMembership(key, [linked(1, before), updated(2, after, updateType === undefined ? {} : { updateType })]).periods[0]

describe('merging the membership expiry', () => {
  const both = { membershipExpiryDate: '2027-01-01', membershipExpiryDateInMillis: 1000 }

  test('a date alone replaces both parts', () =>
    expect(merged(both, { membershipExpiryDate: '2026-01-01' })?.expiry).toEqual({ date: '2026-01-01' }))

  test('an instant alone replaces both parts', () =>
    expect(merged(both, { membershipExpiryDateInMillis: 500 })?.expiry).toEqual({ instant: 500 }))

  test('both parts replace one', () =>
    expect(merged({ membershipExpiryDate: '2026-01-01' }, both)?.expiry).toEqual({ date: '2027-01-01', instant: 1000 }))

  test('an absent one keeps both parts', () =>
    expect(merged(both, { partnerTierNumber: 1 })?.expiry).toEqual({ date: '2027-01-01', instant: 1000 }))

  test('the instants 0 and below are instants', () => {
    expect(merged(both, { membershipExpiryDateInMillis: 0 })?.expiry).toEqual({ instant: 0 })
    expect(merged(both, { membershipExpiryDateInMillis: -8.64e15 })?.expiry).toEqual({ instant: -8.64e15 })
  })
})

describe('merging the tier', () => {
  const gold = { partnerTierNumber: 2, partnerTierExpiryDate: '2027-01-01', partnerTierExpiryDateInMillis: 1000 }
  const expiry = { date: '2027-01-01', instant: 1000 }

  test('another number without an expiry of its own clears the old tier expiry', () =>
    expect(merged(gold, { partnerTierNumber: 3 })?.tier).toEqual({ number: 3 }))

  test('another number with an expiry of its own takes that, one part for both', () =>
    expect(merged(gold, { partnerTierNumber: 1, partnerTierExpiryDate: '2026-01-01' })?.tier).toEqual({
      number: 1,
      expiry: { date: '2026-01-01' },
    }))

  test('the same number again keeps the expiry', () =>
    expect(merged(gold, { partnerTierNumber: 2 })?.tier).toEqual({ number: 2, expiry }))

  test('the tier number 0 is a number: it clears, and it is cleared', () => {
    expect(merged(gold, { partnerTierNumber: 0 })?.tier).toEqual({ number: 0 })
    expect(merged({ ...gold, partnerTierNumber: 0 }, { partnerTierNumber: 1 })?.tier).toEqual({ number: 1 })
  })

  test('a number that becomes known keeps the expiry, which was of no other tier', () =>
    expect(merged({ partnerTierExpiryDate: '2027-01-01' }, { partnerTierNumber: 1 })?.tier).toEqual({
      number: 1,
      expiry: { date: '2027-01-01' },
    }))

  test('an expiry alone keeps the number', () =>
    expect(merged(gold, { partnerTierExpiryDateInMillis: 7 })?.tier).toEqual({ number: 2, expiry: { instant: 7 } }))

  test('an absent one keeps everything', () => expect(merged(gold, {})?.tier).toEqual({ number: 2, expiry }))

  test('a tier that was never stated stays absent', () => expect(merged({}, {})).not.toHaveProperty('tier'))

  test('a first expiry without a number is a tier', () =>
    expect(merged({}, { partnerTierExpiryDate: '2027-01-01' })?.tier).toEqual({ expiry: { date: '2027-01-01' } }))
})

describe('merging the rest', () => {
  test('a membership number overwrites, an empty one too', () => {
    expect(merged({ membershipNumber: 'abcd' }, { membershipNumber: 'efgh' })?.membershipNumber).toBe('efgh')
    expect(merged({ membershipNumber: 'abcd' }, { membershipNumber: '' })?.membershipNumber).toBe('')
  })

  test('an absent membership number keeps', () =>
    expect(merged({ membershipNumber: 'abcd' }, {})?.membershipNumber).toBe('abcd'))

  test('an updateType of any text is noted as it is', () =>
    expect(merged({}, {}, 'MEMBERSHIP_RELINKING_CANCELLED')?.lastUpdateType).toBe('MEMBERSHIP_RELINKING_CANCELLED'))

  test('an update without an updateType keeps the last one', () => {
    const events = [linked(1), updated(2, {}, { updateType: 'UPGRADE' }), updated(3)]
    expect(foldMembership(key, events).periods[0]?.lastUpdateType).toBe('UPGRADE')
  })
})
