import { type Details, foldMembership, standing } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { agreesWithTemporal, followsUntil } from './standing-laws.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

const kolkata = { _tag: 'Zone', name: 'Asia/Kolkata' } as const
const holding = (details: Details) => foldMembership(key, [linked(1, details)])
const noon = Date.UTC(2027, 0, 1, 12)
const midnight = Date.UTC(2027, 0, 2)
const inIndia = midnight - 5.5 * 3_600_000

describe('the link', () => {
  test('is absent only without events', () => {
    expect(standing(foldMembership(key, []), noon)).toEqual({ link: 'absent' })
    expect(standing(foldMembership(key, [delinked(1)]), noon)).toEqual({ link: 'delinked' })
  })

  test('is delinked without an until or a tier, whatever the closed period keeps', () => {
    const details = { partnerTierNumber: 2, membershipExpiryDate: '2027-01-01' }
    expect(standing(foldMembership(key, [linked(1, details), delinked(2)]), noon)).toEqual({ link: 'delinked' })
  })

  test('is active without an until where no expiry is known, also after a reminder without a date', () =>
    expect(standing(foldMembership(key, [linked(1), reminder(2)]), noon)).toEqual({ link: 'active' }))

  test('is expired after the day that a reminder announced', () =>
    expect(
      standing(foldMembership(key, [linked(1), reminder(2, { scheduledExpiryDate: '2000-01-01' })]), noon),
    ).toEqual({ link: 'expired', until: Date.UTC(2000, 0, 2) }))

  test('is active for the whole of the last day, in UTC where no zone is given', () => {
    const membership = holding({ membershipExpiryDate: '2027-01-01' })
    expect(standing(membership, midnight - 1)).toEqual({ link: 'active', until: midnight })
    expect(standing(membership, midnight)).toEqual({ link: 'expired', until: midnight })
  })

  test('is active for the whole of the last day of the zone', () => {
    const membership = holding({ membershipExpiryDate: '2027-01-01' })
    expect(standing(membership, inIndia - 1, kolkata)).toEqual({ link: 'active', until: inIndia })
    expect(standing(membership, inIndia, kolkata)).toEqual({ link: 'expired', until: inIndia })
  })

  test('goes by the instant where one is known, in any zone, and not by the date', () => {
    const membership = holding({ membershipExpiryDate: '1999-01-01', membershipExpiryDateInMillis: noon })
    expect(standing(membership, noon - 1, kolkata)).toEqual({ link: 'active', until: noon })
    expect(standing(membership, noon, kolkata)).toEqual({ link: 'expired', until: noon })
  })

  test('goes by an instant of 0 and below, too', () => {
    expect(standing(holding({ membershipExpiryDateInMillis: 0 }), -1)).toEqual({ link: 'active', until: 0 })
    expect(standing(holding({ membershipExpiryDateInMillis: 0 }), 0)).toEqual({ link: 'expired', until: 0 })
    expect(standing(holding({ membershipExpiryDateInMillis: -5 }), 0)).toEqual({ link: 'expired', until: -5 })
  })

  test('is active again after a RENEW, and delinked after a Delinked, though it had expired', () => {
    const events = [linked(1, { membershipExpiryDateInMillis: 5 })]
    const renewed = updated(10, { membershipExpiryDateInMillis: 20 }, { updateType: 'RENEW' })
    expect(standing(foldMembership(key, events), 12).link).toBe('expired')
    expect(standing(foldMembership(key, [...events, renewed]), 12)).toEqual({ link: 'active', until: 20 })
    expect(standing(foldMembership(key, [...events, delinked(10)]), 12)).toEqual({ link: 'delinked' })
  })
})

describe('the tier', () => {
  test('is absent where the period has none', () => expect(standing(holding({}), noon)).not.toHaveProperty('tier'))

  test('is current without an expiry', () =>
    expect(standing(holding({ partnerTierNumber: 0 }), noon)).toEqual({ link: 'active', tier: 'current' }))

  test('is current for the whole of its last day and lapsed after it, and the link stays active', () => {
    const membership = holding({ partnerTierNumber: 2, partnerTierExpiryDate: '2027-01-01' })
    expect(standing(membership, inIndia - 1, kolkata)).toEqual({ link: 'active', tier: 'current' })
    expect(standing(membership, inIndia, kolkata)).toEqual({ link: 'active', tier: 'lapsed' })
  })

  test('goes by its instant, and a tier of an expiry alone is one', () => {
    const membership = holding({ partnerTierExpiryDate: '1999-01-01', partnerTierExpiryDateInMillis: noon })
    expect(standing(membership, noon - 1)).toEqual({ link: 'active', tier: 'current' })
    expect(standing(membership, noon)).toEqual({ link: 'active', tier: 'lapsed' })
  })

  test('that lapsed does not become a lower one', () => {
    const membership = holding({ partnerTierNumber: 2, partnerTierExpiryDate: '1999-01-01' })
    standing(membership, noon)
    expect(membership.periods[0]?.tier?.number).toBe(2)
  })

  test('may be current in an expired membership', () =>
    expect(standing(holding({ partnerTierNumber: 2, membershipExpiryDateInMillis: 5 }), noon)).toEqual({
      link: 'expired',
      until: 5,
      tier: 'current',
    }))
})

describe('a standing at any instant', () => {
  test('is what Temporal makes of it', () => agreesWithTemporal(standing))
  test('is active before its until and expired from it on', () => followsUntil(standing))
})
