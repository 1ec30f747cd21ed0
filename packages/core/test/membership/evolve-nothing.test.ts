import { foldMembership } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { noted } from './noted.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

describe('in the state of nothing yet', () => {
  test('a Linked opens a confirmed period', () => {
    const membership = foldMembership(key, [linked(5, { partnerTierNumber: 2 })])
    expect(membership.periods).toEqual([{ openedAt: 5, certainty: 'confirmed', tier: { number: 2 } }])
    expect(noted(membership)).toEqual([])
  })

  test('an Updated opens an implied period with its details and its updateType, and the link is missed', () => {
    const membership = foldMembership(key, [updated(5, { membershipNumber: 'abcd' }, { updateType: 'RENEW' })])
    expect(membership.periods).toEqual([
      { openedAt: 5, certainty: 'implied', membershipNumber: 'abcd', lastUpdateType: 'RENEW' },
    ])
    expect(noted(membership)).toEqual(['missing-link of U5'])
  })

  test('a Delinked leaves a tombstone without an opening, and nothing is missed', () => {
    const membership = foldMembership(key, [delinked(5)])
    expect(membership.periods).toEqual([{ certainty: 'implied', closedAt: 5, end: 'delinked' }])
    expect(noted(membership)).toEqual([])
  })

  test('a Reminder opens an implied period, for it speaks of a live membership, and the link is missed', () => {
    const membership = foldMembership(key, [reminder(5, { scheduledExpiryDate: '2027-01-31' })])
    expect(membership.periods).toEqual([{ openedAt: 5, certainty: 'implied', announcedExpiry: { date: '2027-01-31' } }])
    expect(membership.reminder).toEqual({ scheduledExpiryDate: '2027-01-31', occurredAt: 5 })
    expect(noted(membership)).toEqual(['missing-link of R5'])
  })
})

describe('what comes late to a state of nothing', () => {
  test('an older Linked does not resurrect a tombstone, it gives it its opening', () => {
    const membership = foldMembership(key, [delinked(5), linked(3, { partnerTierNumber: 1 })])
    expect(membership.periods).toEqual([
      { openedAt: 3, certainty: 'confirmed', closedAt: 5, end: 'delinked', tier: { number: 1 } },
    ])
    expect(noted(membership)).toEqual([])
  })

  test('a newer Linked after a tombstone is a period of its own', () => {
    const membership = foldMembership(key, [linked(7), delinked(5)])
    expect(membership.periods).toEqual([
      { certainty: 'implied', closedAt: 5, end: 'delinked' },
      { openedAt: 7, certainty: 'confirmed' },
    ])
  })

  test('an older Linked confirms an implied opening: one period, the update merged over it, no missing link', () => {
    const details = { partnerTierNumber: 1, membershipNumber: 'abcd' }
    const membership = foldMembership(key, [updated(5, { partnerTierNumber: 2 }), linked(3, details)])
    expect(membership.periods).toEqual([
      { openedAt: 3, certainty: 'confirmed', tier: { number: 2 }, membershipNumber: 'abcd' },
    ])
    expect(noted(membership)).toEqual([])
  })

  test('an older Linked confirms what a reminder implied, too', () => {
    const membership = foldMembership(key, [reminder(5), linked(3)])
    expect(membership.periods).toEqual([{ openedAt: 3, certainty: 'confirmed' }])
    expect(noted(membership)).toEqual([])
  })

  test('an older Updated takes the missing link upon itself', () => {
    const membership = foldMembership(key, [reminder(5), updated(3)])
    expect(membership.periods).toEqual([{ openedAt: 3, certainty: 'implied' }])
    expect(noted(membership)).toEqual(['missing-link of U3'])
  })
})
