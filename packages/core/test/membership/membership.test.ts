import { foldMembership, initial, openPeriod, programType } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { delinked, key, linked, reminder, updated } from './sample.js'

describe('the layout of a membership', () => {
  test('is this text, byte for byte', () => {
    const first = {
      partnerTierNumber: 1,
      partnerTierExpiryDateInMillis: 1_800_000_000_000,
      membershipNumber: 'abcd',
      membershipExpiryDate: '2027-01-31',
    }
    const membership = foldMembership(key, [
      reminder(9, { scheduledExpiryDate: '2027-02-28' }),
      linked(7, { ...first, membershipExpiryDateInMillis: 1_801_000_000_000 }, { partnerProgramType: 'SUPPLEMENTARY' }),
      updated(8, { partnerTierExpiryDate: '2027-03-31' }, { updateType: 'RENEW', partnerProgramName: 'Drivers ' }),
      delinked(3),
      linked(1, first),
    ])
    expect(JSON.stringify(membership)).toBe(
      '{"key":{"orgId":50191,"loyaltyProgramId":855,"partnerProgramId":45,"customerId":354971193},' +
        '"program":{"name":"Drivers ","type":"SUPPLEMENTARY"},' +
        '"periods":[{"openedAt":1,"certainty":"confirmed","closedAt":3,"end":"delinked",' +
        '"tier":{"number":1,"expiry":{"instant":1800000000000}},"membershipNumber":"abcd","expiry":{"date":"2027-01-31"}},' +
        '{"openedAt":7,"certainty":"confirmed","tier":{"number":1,"expiry":{"date":"2027-03-31"}},' +
        '"membershipNumber":"abcd","expiry":{"date":"2027-01-31","instant":1801000000000},"announcedExpiry":{"date":"2027-02-28"},' +
        '"lastUpdateType":"RENEW"}],' +
        '"reminder":{"scheduledExpiryDate":"2027-02-28","occurredAt":9},' +
        '"anomalies":[{"kind":"expiry-mismatch","eventId":"R9","occurredAt":9}],' +
        '"events":5,"last":{"occurredAt":9,"rank":3,"eventId":"R9"}}',
    )
  })

  test('of no events is this text', () =>
    expect(JSON.stringify(foldMembership(key, []))).toBe(
      '{"key":{"orgId":50191,"loyaltyProgramId":855,"partnerProgramId":45,"customerId":354971193},' +
        '"program":{},"periods":[],"anomalies":[],"events":0}',
    ))

  test('takes the key alone out of what it is given', () => {
    const carrying = { ...key, customer: { firstName: 'Ada' } }
    expect(initial(carrying).key).toEqual(key)
    expect(foldMembership(carrying, [linked(1)]).key).toEqual(key)
  })

  test('names the place of the last event, by rank', () => {
    expect(foldMembership(key, [delinked(1)]).last).toEqual({ occurredAt: 1, rank: 0, eventId: 'D1' })
    expect(foldMembership(key, [delinked(1), linked(1)]).last).toEqual({ occurredAt: 1, rank: 1, eventId: 'L1' })
    expect(foldMembership(key, [updated(1), linked(1)]).last).toEqual({ occurredAt: 1, rank: 2, eventId: 'U1' })
    expect(foldMembership(key, [reminder(1), updated(1)]).last).toEqual({ occurredAt: 1, rank: 3, eventId: 'R1' })
  })
})

describe('programType', () => {
  test('is the type last stated', () =>
    expect(programType(foldMembership(key, [linked(1, {}, { partnerProgramType: 'EXTERNAL' }), reminder(2)]))).toBe(
      'EXTERNAL',
    ))

  test('is SUPPLEMENTARY where none is stated and a reminder was seen, and the program itself stays without', () => {
    const membership = foldMembership(key, [reminder(2)])
    expect(programType(membership)).toBe('SUPPLEMENTARY')
    expect(membership.program).toEqual({})
  })

  test('is unknown without either', () => expect(programType(foldMembership(key, [linked(1)]))).toBeUndefined())
})

describe('openPeriod', () => {
  test('is the last period of a membership that is open', () =>
    expect(openPeriod(foldMembership(key, [linked(1), linked(2)]))).toEqual({ openedAt: 2, certainty: 'confirmed' }))

  test('is none where nothing is, and where the membership is delinked', () => {
    expect(openPeriod(initial(key))).toBeUndefined()
    expect(openPeriod(foldMembership(key, [linked(1), delinked(2)]))).toBeUndefined()
  })
})
