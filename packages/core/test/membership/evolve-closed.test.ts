import { foldMembership } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { noted } from './noted.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

const closed = [
  linked(1, { partnerTierNumber: 2, membershipExpiryDate: '2027-02-01' }),
  updated(2, {}, { updateType: 'RENEW' }),
  delinked(3),
]
const closedPeriod = {
  openedAt: 1,
  certainty: 'confirmed',
  closedAt: 3,
  end: 'delinked',
  tier: { number: 2 },
  expiry: { unknown: true },
  replacedExpiry: { date: '2027-02-01' },
  lastUpdateType: 'RENEW',
}

describe('in a closed state', () => {
  test('a Linked opens another confirmed period, which inherits nothing, and it is no anomaly', () => {
    const membership = foldMembership(key, [...closed, linked(5, { membershipNumber: 'abcd' })])
    expect(membership.periods).toEqual([
      closedPeriod,
      { openedAt: 5, certainty: 'confirmed', membershipNumber: 'abcd' },
    ])
    expect(noted(membership)).toEqual([])
  })

  test('a Linked at the instant of the Delinked is folded after it, and opens anew', () => {
    const membership = foldMembership(key, [linked(3), ...closed])
    expect(membership.periods).toEqual([closedPeriod, { openedAt: 3, certainty: 'confirmed' }])
  })

  test('an Updated changes nothing of the period, its lastUpdateType neither, and is noted', () => {
    const membership = foldMembership(key, [...closed, updated(5, { partnerTierNumber: 3 }, { updateType: 'UPGRADE' })])
    expect(membership.periods).toEqual([closedPeriod])
    expect(noted(membership)).toEqual(['update-after-delink of U5'])
  })

  test('a Delinked leaves the first closing in place, and is noted', () => {
    const membership = foldMembership(key, [...closed, delinked(5)])
    expect(membership.periods).toEqual([closedPeriod])
    expect(noted(membership)).toEqual(['delinked-twice of D5'])
  })

  test('of two Delinkeds the older counts, also when it comes late', () => {
    const membership = foldMembership(key, [linked(1), delinked(5), delinked(3)])
    expect(membership.periods).toEqual([{ openedAt: 1, certainty: 'confirmed', closedAt: 3, end: 'delinked' }])
    expect(noted(membership)).toEqual(['delinked-twice of D5'])
  })

  test('a Delinked after a tombstone is noted too', () => {
    const membership = foldMembership(key, [delinked(3), delinked(5)])
    expect(membership.periods).toEqual([{ certainty: 'implied', closedAt: 3, end: 'delinked' }])
    expect(noted(membership)).toEqual(['delinked-twice of D5'])
  })

  test('a Reminder is set, opens nothing, and is compared with nothing', () => {
    const membership = foldMembership(key, [...closed, reminder(5, { scheduledExpiryDate: '2029-01-01' })])
    expect(membership.periods).toEqual([closedPeriod])
    expect(membership.reminder).toEqual({ scheduledExpiryDate: '2029-01-01', occurredAt: 5 })
    expect(noted(membership)).toEqual([])
  })
})

describe('what outlives the link', () => {
  test('a reminder outlives the period in which it came', () => {
    const membership = foldMembership(key, [linked(1), reminder(2), delinked(3), linked(4), updated(5)])
    expect(membership.reminder).toEqual({ occurredAt: 2, renewed: true })
  })

  test('the last reminder counts, also if it states no date', () => {
    const membership = foldMembership(key, [linked(1), reminder(2, { scheduledExpiryDate: '2027-01-01' }), reminder(3)])
    expect(membership.reminder).toEqual({ occurredAt: 3 })
  })

  test('name and type of the program are the last stated ones, each by itself, in any link state', () => {
    const events = [
      linked(1, {}, { partnerProgramName: 'Drivers ', partnerProgramType: 'EXTERNAL' }),
      delinked(2, { partnerProgramName: 'Riders' }),
      updated(3, {}, { partnerProgramType: 'OTHER' }),
      reminder(4, { partnerProgramName: '' }),
    ]
    expect(foldMembership(key, events).program).toEqual({ name: '', type: 'OTHER' })
  })

  test('a program of which only the type is known has no name', () => {
    expect(foldMembership(key, [linked(1, {}, { partnerProgramType: 'EXTERNAL' })]).program).toEqual({
      type: 'EXTERNAL',
    })
  })
})
