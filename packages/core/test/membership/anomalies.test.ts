import { type Entity, foldMembership, type PartnerProgramEvent } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { noted } from './noted.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

const notedOf = (...events: readonly PartnerProgramEvent[]): readonly string[] => noted(foldMembership(key, events))

describe('direction-mismatch', () => {
  const moved = (from: number | undefined, to: number | undefined, updateType: string): readonly string[] =>
    notedOf(
      linked(1, from === undefined ? {} : { partnerTierNumber: from }),
      updated(2, to === undefined ? {} : { partnerTierNumber: to }, { updateType }),
    )
  const mismatch = ['direction-mismatch of U2']

  test.each([
    ['UPGRADE', 2, 1],
    ['UPGRADE', 2, 2],
    ['DOWNGRADE', 2, 3],
    ['DOWNGRADE', 2, 2],
    ['RENEW', 2, 3],
    ['RENEW', 2, 1],
    ['UPGRADE', 1, 0],
    ['DOWNGRADE', 0, 1],
  ])('a %s from tier %i to tier %i is one', (updateType, from, to) =>
    expect(moved(from, to, updateType)).toEqual(mismatch),
  )

  test.each([
    ['UPGRADE', 2, 3],
    ['DOWNGRADE', 2, 1],
    ['RENEW', 2, 2],
    ['UPGRADE', undefined, 1],
    ['UPGRADE', 2, undefined],
    ['MEMBERSHIP_RELINKING_CANCELLED', 2, 1],
    ['upgrade', 2, 1],
  ])('a %s from tier %s to tier %s is none', (updateType, from, to) => expect(moved(from, to, updateType)).toEqual([]))

  test('an update of no updateType is none', () =>
    expect(notedOf(linked(1, { partnerTierNumber: 2 }), updated(2, { partnerTierNumber: 1 }))).toEqual([]))

  test('the data wins all the same', () => {
    const events = [
      linked(1, { partnerTierNumber: 2 }),
      updated(2, { partnerTierNumber: 1 }, { updateType: 'UPGRADE' }),
    ]
    expect(foldMembership(key, events).periods[0]?.tier).toEqual({ number: 1 })
  })

  test('an update after the delink is compared with nothing', () => {
    const update = updated(3, { partnerTierNumber: 1 }, { updateType: 'UPGRADE' })
    expect(notedOf(linked(1, { partnerTierNumber: 2 }), delinked(2), update)).toEqual(['update-after-delink of U3'])
  })

  test('an update of nothing is compared with nothing', () =>
    expect(notedOf(updated(2, { partnerTierNumber: 1 }, { updateType: 'UPGRADE' }))).toEqual(['missing-link of U2']))
})

describe('expiry-mismatch', () => {
  const reminded = (known: string | undefined, stated: string | undefined): readonly string[] =>
    notedOf(
      linked(1, known === undefined ? {} : { membershipExpiryDate: known }),
      reminder(2, stated === undefined ? {} : { scheduledExpiryDate: stated }),
    )

  test('a scheduled date other than the known date is one', () =>
    expect(reminded('2027-01-01', '2027-01-02')).toEqual(['expiry-mismatch of R2']))

  test('the known date, an unknown date and an unstated date are none', () => {
    expect(reminded('2027-01-01', '2027-01-01')).toEqual([])
    expect(reminded(undefined, '2027-01-01')).toEqual([])
    expect(reminded('2027-01-01', undefined)).toEqual([])
  })

  test('a known instant is no date, and is not compared', () =>
    expect(
      notedOf(linked(1, { membershipExpiryDateInMillis: 5 }), reminder(2, { scheduledExpiryDate: '2027-01-01' })),
    ).toEqual([]))
})

describe('type-changed', () => {
  const typed = (...types: readonly string[]): readonly string[] =>
    notedOf(linked(0), ...types.map((partnerProgramType, index) => updated(index + 1, {}, { partnerProgramType })))

  test('a type other than the last stated is one, each time', () =>
    expect(typed('EXTERNAL', 'OTHER', 'EXTERNAL')).toEqual(['type-changed of U2', 'type-changed of U3']))

  test('a first type, and the same again, are none', () => expect(typed('EXTERNAL', 'EXTERNAL')).toEqual([]))

  test('a type that is not stated changes none', () =>
    expect(notedOf(linked(1, {}, { partnerProgramType: 'EXTERNAL' }), updated(2))).toEqual([]))

  test('a reminder states no type by itself', () =>
    expect(notedOf(linked(1, {}, { partnerProgramType: 'EXTERNAL' }), reminder(2))).toEqual([]))

  test('a delinked membership is compared as well', () => {
    const events = [linked(1, {}, { partnerProgramType: 'A' }), delinked(2), delinked(3, { partnerProgramType: 'B' })]
    expect(notedOf(...events)).toEqual(['delinked-twice of D3', 'type-changed of D3'])
  })
})

describe('entity-mismatch', () => {
  const about = (entity: Entity): readonly string[] => notedOf(linked(1, {}, { entity }))

  test('a USER other than the customer is one', () =>
    expect(about({ type: 'USER', id: 1 })).toEqual(['entity-mismatch of L1']))

  test('the customer, and an entity of another type, are none', () => {
    expect(about({ type: 'USER', id: key.customerId })).toEqual([])
    expect(about({ type: 'CARD', id: 1 })).toEqual([])
  })
})

describe('the anomalies of one event', () => {
  const stated = { partnerProgramType: 'OTHER', entity: { type: 'USER', id: 1 } }

  test('come in the order of the table, direction, type, entity', () => {
    const opening = linked(1, { partnerTierNumber: 2 }, { partnerProgramType: 'EXTERNAL' })
    const update = updated(2, { partnerTierNumber: 1 }, { ...stated, updateType: 'UPGRADE' })
    expect(notedOf(opening, update)).toEqual([
      'direction-mismatch of U2',
      'type-changed of U2',
      'entity-mismatch of U2',
    ])
    expect(notedOf(opening, linked(2, {}, stated))).toEqual([
      'linked-twice of L2',
      'type-changed of L2',
      'entity-mismatch of L2',
    ])
  })

  test('hold the kind, the event and its time, and no value', () => {
    const membership = foldMembership(key, [updated(2, { membershipNumber: 'abcd' }, stated)])
    expect(membership.anomalies).toEqual([
      { kind: 'missing-link', eventId: 'U2', occurredAt: 2 },
      { kind: 'entity-mismatch', eventId: 'U2', occurredAt: 2 },
    ])
  })
})
