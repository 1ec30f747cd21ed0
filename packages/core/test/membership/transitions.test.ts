import { foldMembership, type PartnerProgramEvent, transitions } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { delinked, key, linked, reminder, updated } from './sample.js'

/** What the last of these arrivals changed. */
const told = (...arrivals: readonly PartnerProgramEvent[]): readonly string[] => {
  const event = arrivals.at(-1) ?? expect.fail('no event')
  return transitions(foldMembership(key, arrivals.slice(0, -1)), foldMembership(key, arrivals), event)
}

describe('linked', () => {
  test('is told of a Linked where there was nothing', () => expect(told(linked(1))).toEqual(['linked']))

  test('is told of an implied link, too, with its anomaly', () => {
    expect(told(updated(1))).toEqual(['linked', 'anomaly'])
    expect(told(reminder(1))).toEqual(['linked', 'reminded', 'anomaly'])
  })

  test('is not told of an opening that is only confirmed', () =>
    expect(told(updated(5), linked(3))).toEqual(['corrected']))
})

describe('relinked', () => {
  test('is told of a link after a delink', () => expect(told(linked(1), delinked(2), linked(3))).toEqual(['relinked']))

  test('is told of a link after a tombstone', () => expect(told(delinked(2), linked(3))).toEqual(['relinked']))

  test('is told of a late link between a delink and a later event', () =>
    expect(told(linked(1), delinked(2), updated(9), linked(5))).toEqual(['relinked']))

  test('is told of an on-time link on an open period, and nothing of what it replaced', () =>
    expect(told(linked(1, { partnerTierNumber: 1, membershipNumber: 'abcd' }), linked(3))).toEqual([
      'relinked',
      'anomaly',
    ]))

  test('is told of a re-join after a term that ran out, without an anomaly', () =>
    expect(told(linked(1, { membershipExpiryDateInMillis: 2 }), linked(3))).toEqual(['relinked']))

  test('is not told of a late link before the period that is open', () =>
    expect(told(linked(5), linked(3))).toEqual(['corrected', 'anomaly']))
})

describe('delinked', () => {
  test('is told of an open period that closes', () => expect(told(linked(1), delinked(2))).toEqual(['delinked']))

  test('is told of a tombstone', () => expect(told(delinked(2))).toEqual(['delinked']))

  test('is told of a late delink that closes the open period', () =>
    expect(told(linked(1), updated(5), delinked(3))).toEqual(['delinked', 'anomaly']))

  test('is not told a second time', () => expect(told(linked(1), delinked(2), delinked(3))).toEqual(['anomaly']))
})

describe('tierChanged, expiryChanged and numberChanged', () => {
  const details = { partnerTierNumber: 1, membershipExpiryDate: '2027-01-01', membershipNumber: 'abcd' }

  test.each([
    ['tierChanged', { partnerTierNumber: 2 }],
    ['tierChanged', { partnerTierExpiryDate: '2027-01-01' }],
    ['expiryChanged', { membershipExpiryDate: '2027-01-02' }],
    ['expiryChanged', { membershipExpiryDateInMillis: 1 }],
    ['membershipNumberChanged', { membershipNumber: 'efgh' }],
  ])('%s is told of an update with %j', (transition, update) =>
    expect(told(linked(1, details), updated(2, update))).toEqual([transition]),
  )

  test('are told together, in this order', () => {
    const update = { membershipNumber: 'efgh', membershipExpiryDate: '2028-01-01', partnerTierNumber: 2 }
    expect(told(linked(1, details), updated(2, update))).toEqual([
      'tierChanged',
      'expiryChanged',
      'membershipNumberChanged',
    ])
  })

  test('are told of a value that becomes known', () =>
    expect(told(linked(1), updated(2, details))).toEqual(['tierChanged', 'expiryChanged', 'membershipNumberChanged']))

  test('are told of a late link, which is no re-link, where it changes the present', () =>
    expect(told(updated(5, { membershipNumber: 'abcd' }), linked(3, { partnerTierNumber: 1 }))).toEqual([
      'tierChanged',
    ]))

  test('are not told of an update that repeats what is known, nor of an updateType', () =>
    expect(told(linked(1, details), updated(2, details, { updateType: 'RENEW' }))).toEqual([]))

  test('are not told of a closed membership', () =>
    expect(told(linked(1, details), delinked(2), updated(3, { partnerTierNumber: 2 }))).toEqual(['anomaly']))
})

describe('programChanged', () => {
  const known = linked(1, {}, { partnerProgramName: 'Drivers ', partnerProgramType: 'EXTERNAL' })

  test('is told of another name or another type, in any link state', () => {
    expect(told(known, updated(2, {}, { partnerProgramName: 'Riders' }))).toEqual(['programChanged'])
    expect(told(known, updated(2, {}, { partnerProgramType: 'OTHER' }))).toEqual(['programChanged', 'anomaly'])
    expect(told(known, delinked(2, { partnerProgramName: 'Riders' }))).toEqual(['delinked', 'programChanged'])
  })

  test('is not told of a name that becomes known, or is repeated, or is left out', () => {
    expect(told(linked(1), updated(2, {}, { partnerProgramName: 'Riders' }))).toEqual([])
    expect(told(known, updated(2, {}, { partnerProgramName: 'Drivers ' }))).toEqual([])
    expect(told(known, updated(2))).toEqual([])
  })
})

describe('reminded', () => {
  test('is told where the reminder is this event', () => expect(told(linked(1), reminder(2))).toEqual(['reminded']))

  test('is told of a delinked membership', () =>
    expect(told(linked(1), delinked(2), reminder(3))).toEqual(['reminded']))

  test('is told of a late reminder that is still the last one', () =>
    expect(told(linked(1), updated(5), reminder(3))).toEqual(['reminded']))

  test('is not told of a reminder before the last one', () =>
    expect(told(linked(1), reminder(5), reminder(3))).toEqual([]))

  test('is not told of a late reminder that leaves an equal one in place', () =>
    expect(told(linked(1), reminder(3, { eventId: 'b' }), reminder(3, { eventId: 'a' }))).toEqual([]))

  test('is told of an on-time reminder that is equal to the one it replaces', () =>
    expect(told(linked(1), reminder(3, { eventId: 'a' }), reminder(3, { eventId: 'b' }))).toEqual(['reminded']))
})

describe('corrected', () => {
  test('is told where a late event changed the past and not the present', () =>
    expect(told(linked(1), delinked(5), updated(3, { partnerTierNumber: 2 }))).toEqual(['corrected']))

  test('is told beside an anomaly, and beside nothing else', () => {
    expect(told(linked(5), linked(3))).toEqual(['corrected', 'anomaly'])
    const late = linked(3, {}, { partnerProgramName: 'Riders' })
    expect(told(linked(1), delinked(2), delinked(9), late)).toEqual(['corrected'])
    expect(told(updated(1, {}, { partnerProgramName: 'Drivers' }), delinked(2), delinked(9), late)).toEqual([
      'programChanged',
    ])
  })

  test('is not told of an on-time event, nor of a late one that changed no period', () => {
    expect(told(linked(1), updated(2, {}, { updateType: 'RENEW' }))).toEqual([])
    expect(told(linked(1), updated(5), updated(3))).toEqual([])
  })
})

describe('anomaly', () => {
  test('is told where another event is blamed than before', () =>
    expect(told(delinked(5), delinked(3))).toEqual(['corrected', 'anomaly']))

  test('is not told where one goes away', () => expect(told(updated(5), linked(3))).not.toContain('anomaly'))

  test('is told of a second kind at one event', () => {
    const update = updated(5, {}, { partnerProgramType: 'B' })
    expect(told(linked(1), update, updated(3, {}, { partnerProgramType: 'A' }))).toEqual(['anomaly'])
  })
})

test('a host that hands in an event once more, which changed nothing, is told of nothing', () => {
  for (const event of [linked(9), reminder(9), updated(9), delinked(9)]) {
    const membership = foldMembership(key, [linked(1), event])
    expect(transitions(membership, membership, event)).toEqual([])
  }
})
