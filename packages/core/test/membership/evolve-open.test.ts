import { foldMembership } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { noted } from './noted.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

const details = {
  partnerTierNumber: 2,
  partnerTierExpiryDate: '2027-01-01',
  membershipNumber: 'abcd',
  membershipExpiryDate: '2027-02-01',
}
const held = {
  tier: { number: 2, expiry: { date: '2027-01-01' } },
  membershipNumber: 'abcd',
  expiry: { date: '2027-02-01' },
}

describe('in an open state', () => {
  test('a Linked closes the period at its own time and opens another, which inherits nothing', () => {
    const renewal = updated(2, { membershipExpiryDate: '2027-02-01' }, { updateType: 'RENEW' })
    const events = [linked(1, details), renewal, linked(5)]
    const membership = foldMembership(key, events)
    expect(membership.periods).toEqual([
      { openedAt: 1, certainty: 'confirmed', closedAt: 5, end: 'superseded', ...held, lastUpdateType: 'RENEW' },
      { openedAt: 5, certainty: 'confirmed' },
    ])
    expect(noted(membership)).toEqual(['linked-twice of L5'])
  })

  test('a Linked replaces with its own details', () => {
    const membership = foldMembership(key, [linked(1, details), linked(5, { partnerTierNumber: 3 })])
    expect(membership.periods.at(-1)).toEqual({ openedAt: 5, certainty: 'confirmed', tier: { number: 3 } })
  })

  test('a Linked at the very instant of another leaves a period of zero length', () => {
    const membership = foldMembership(key, [linked(1, {}, { eventId: 'b' }), linked(1, {}, { eventId: 'a' })])
    expect(membership.periods).toEqual([
      { openedAt: 1, certainty: 'confirmed', closedAt: 1, end: 'superseded' },
      { openedAt: 1, certainty: 'confirmed' },
    ])
    expect(noted(membership)).toEqual(['linked-twice of b'])
  })

  test('an Updated merges into the period, and notes its updateType', () => {
    const update = updated(5, { partnerTierExpiryDate: '2028-01-01' }, { updateType: 'UPGRADE' })
    const membership = foldMembership(key, [linked(1, details), update])
    expect(membership.periods).toEqual([
      {
        openedAt: 1,
        certainty: 'confirmed',
        ...held,
        tier: { number: 2, expiry: { date: '2028-01-01' } },
        lastUpdateType: 'UPGRADE',
      },
    ])
    expect(noted(membership)).toEqual([])
  })

  test('an Updated computes nothing from its updateType: an UPGRADE without a tier number keeps the number', () => {
    const membership = foldMembership(key, [linked(1, details), updated(5, {}, { updateType: 'UPGRADE' })])
    expect(membership.periods).toEqual([{ openedAt: 1, certainty: 'confirmed', ...held, lastUpdateType: 'UPGRADE' }])
  })

  test('an Updated may shorten: an earlier date is taken as it is, for the tier and for the term', () => {
    const shorter = { partnerTierExpiryDate: '2026-01-01', membershipExpiryDate: '2026-02-01' }
    const [period] = foldMembership(key, [linked(1, details), updated(5, shorter)]).periods
    expect(period?.tier).toEqual({ number: 2, expiry: { date: '2026-01-01' } })
    expect(period?.expiry).toEqual({ date: '2026-02-01' })
  })

  test('a Delinked closes the period, which keeps its values', () => {
    const membership = foldMembership(key, [linked(1, details), delinked(5)])
    expect(membership.periods).toEqual([{ openedAt: 1, certainty: 'confirmed', closedAt: 5, end: 'delinked', ...held }])
    expect(noted(membership)).toEqual([])
  })

  test('a Delinked closes a period that was only implied', () => {
    const membership = foldMembership(key, [updated(1), delinked(5)])
    expect(membership.periods).toEqual([{ openedAt: 1, certainty: 'implied', closedAt: 5, end: 'delinked' }])
  })

  test('a Delinked that carries details has them ignored', () => {
    const carrying = { ...delinked(5), details: { partnerTierNumber: 9, membershipNumber: 'zzzz' } }
    expect(foldMembership(key, [linked(1, details), carrying])).toEqual(
      foldMembership(key, [linked(1, details), delinked(5)]),
    )
  })

  test('a Reminder of the known date is set and changes nothing of the period', () => {
    const membership = foldMembership(key, [linked(1, details), reminder(5, { scheduledExpiryDate: '2027-02-01' })])
    expect(membership.periods).toEqual([{ openedAt: 1, certainty: 'confirmed', ...held }])
    expect(membership.reminder).toEqual({ scheduledExpiryDate: '2027-02-01', occurredAt: 5 })
    expect(noted(membership)).toEqual([])
  })

  test('a Reminder with another date than the known one announces it beside that, and the mismatch is noted', () => {
    const membership = foldMembership(key, [linked(1, details), reminder(5, { scheduledExpiryDate: '2027-03-01' })])
    const announcedExpiry = { date: '2027-03-01' }
    expect(membership.periods).toEqual([{ openedAt: 1, certainty: 'confirmed', ...held, announcedExpiry }])
    expect(noted(membership)).toEqual(['expiry-mismatch of R5'])
  })
})
