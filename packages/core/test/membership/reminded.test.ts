import { type Details, foldMembership, type PartnerProgramEvent } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { remindedNotRenewed } from '../../src/membership/reminder.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

const told = (...events: readonly PartnerProgramEvent[]): boolean => remindedNotRenewed(foldMembership(key, events))
const endOfMay = { membershipExpiryDate: '2027-05-31' }
const reminded = reminder(5, { scheduledExpiryDate: '2027-05-31' })

describe('a membership is reminded and not renewed', () => {
  test('from the reminder on', () => {
    expect(told(linked(1, endOfMay))).toBe(false)
    expect(told(linked(1, endOfMay), reminded)).toBe(true)
  })

  test('also if it was only the reminder that implied it', () => expect(told(reminded)).toBe(true))

  test('also if its expiry is unknown, earlier, or the day itself', () => {
    expect(told(linked(1), reminded)).toBe(true)
    expect(told(linked(1, { membershipExpiryDate: '2027-05-30' }), reminded)).toBe(true)
    expect(told(linked(1, { membershipExpiryDate: '2027-05-31' }), reminded)).toBe(true)
  })

  test('until an update states another expiry, earlier or later', () => {
    const again = (details: Details): boolean => told(linked(1, endOfMay), reminded, updated(6, details))
    expect(again({ partnerTierNumber: 1 })).toBe(true)
    expect(again(endOfMay)).toBe(true)
    expect(again({ membershipExpiryDate: '2027-06-01' })).toBe(false)
    expect(again({ membershipExpiryDate: '2027-05-30' })).toBe(false)
    expect(again({ membershipExpiryUnread: true })).toBe(false)
  })

  test('also after an update that states just the announced end', () => {
    const announcedEnd = reminder(5, { scheduledExpiryDate: '2027-04-30' })
    const states = (date: string): PartnerProgramEvent => updated(6, { membershipExpiryDate: date })
    expect(told(linked(1, endOfMay), announcedEnd, states('2027-04-30'))).toBe(true)
    expect(told(linked(1, endOfMay), announcedEnd, states('2027-04-29'))).toBe(false)
  })

  test('until a RENEW that is not of the tier alone', () => {
    const renew = (details: Details): boolean =>
      told(linked(1, endOfMay), reminded, updated(6, details, { updateType: 'RENEW' }))
    expect(renew({})).toBe(false)
    expect(renew(endOfMay)).toBe(false)
    expect(renew({ partnerTierExpiryDate: '2028-01-01' })).toBe(true)
    expect(renew({ partnerTierExpiryDate: '2028-01-01', ...endOfMay })).toBe(false)
  })

  test('of no day, until it is linked anew', () => {
    expect(told(linked(1, endOfMay), reminder(5))).toBe(true)
    expect(told(linked(1, endOfMay), reminder(5), linked(6))).toBe(false)
  })

  test('not where nothing is, and not where it is delinked, or was and is linked again', () => {
    expect(told()).toBe(false)
    expect(told(linked(1), reminded, delinked(6))).toBe(false)
    expect(told(linked(1), reminded, delinked(6), linked(7))).toBe(false)
  })
})
