import { eventArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { compareFoldOrder, inEventOrder, foldOrder } from '../../src/membership/order.js'
import { delinked, linked, reminder, updated } from './sample.js'

const ids = (events: readonly { readonly eventId: string }[]): readonly string[] => events.map(({ eventId }) => eventId)

test('events are ordered by time, and not by the order in which they came', () =>
  expect(ids(inEventOrder([updated(9), linked(10), delinked(8)]))).toEqual(['D8', 'U9', 'L10']))

test('events of one instant are ordered Delinked, Linked, Updated, Reminder', () =>
  expect(ids(inEventOrder([reminder(1), updated(1), linked(1), delinked(1)]))).toEqual(['D1', 'L1', 'U1', 'R1']))

test('events of one instant and type are ordered by the code units of their ids, as no locale would', () => {
  const byCodeUnit = ['10', '9', 'B', '__proto__', 'a', 'b', 'e\u0301', 'z', '\u00e9', '\u{1f947}', '\uffee']
  const events = byCodeUnit.map((eventId) => updated(1, {}, { eventId }))
  expect(ids(inEventOrder(events.toReversed()))).toEqual(byCodeUnit)
})

test('texts of one look are two ids', () =>
  expect(inEventOrder([linked(1, {}, { eventId: '\u00e9' }), linked(1, {}, { eventId: 'e\u0301' })])).toHaveLength(2))

test('the order of places is total: it is antisymmetric and transitive, and 0 means the same place', () =>
  fc.assert(
    fc.property(eventArbitrary(), eventArbitrary(), eventArbitrary(), (...events) => {
      const [a, b, c] = events.map(foldOrder) as [
        ReturnType<typeof foldOrder>,
        ReturnType<typeof foldOrder>,
        ReturnType<typeof foldOrder>,
      ]
      expect(Math.sign(compareFoldOrder(a, b))).toBe(0 - Math.sign(compareFoldOrder(b, a)))
      expect(compareFoldOrder(a, b) === 0).toBe(JSON.stringify(a) === JSON.stringify(b))
      if (compareFoldOrder(a, b) < 0 && compareFoldOrder(b, c) < 0) expect(compareFoldOrder(a, c)).toBeLessThan(0)
    }),
    { numRuns: 1000 },
  ))

test('of unequal copies of one id the earlier one is kept, whichever came first', () => {
  const early = linked(1, {}, { eventId: 'x' })
  const late = delinked(2, { eventId: 'x' })
  expect(inEventOrder([late, early])).toEqual([early])
  expect(inEventOrder([early, late])).toEqual([early])
})

test('of unequal copies of one instant the one of lower rank is kept', () => {
  const low = delinked(1, { eventId: 'x' })
  const high = updated(1, {}, { eventId: 'x' })
  expect(inEventOrder([high, low])).toEqual([low])
  expect(inEventOrder([low, high])).toEqual([low])
})

test('of unequal copies of one place the one least in key-sorted JSON is kept', () => {
  const least = linked(1, { membershipNumber: 'a' }, { eventId: 'x' })
  const other = linked(1, { membershipNumber: 'b' }, { eventId: 'x' })
  expect(inEventOrder([other, least])).toEqual([least])
  expect(inEventOrder([least, other])).toEqual([least])
})

test('what JSON has no word for reads as null in a list, so that such copies are equal', () => {
  const one = linked(1, {}, { customer: { instore: { cardNumbers: [undefined as never] } } })
  const other = linked(1, {}, { customer: { instore: { cardNumbers: [null as never] } } })
  expect(inEventOrder([one, other])[0]).toBe(one)
  expect(inEventOrder([other, one])[0]).toBe(other)
})

test('an absent field, and the order of keys and of list members, are read as canonical text reads them', () => {
  const customer = { accounts: { line: [{ accountId: 'a' }], website: [] } }
  const swapped = { accounts: { website: [], line: [{ accountId: 'a' }] } }
  const one = linked(1, {}, { eventId: 'x', customer })
  const turned = { ...linked(1, {}, { customer: swapped, eventId: 'x' }), refId: undefined, eventLogId: null }
  const bare = { ...one, eventLogId: null }
  expect(inEventOrder([bare as never, turned as never])[0]).toBe(bare)
  expect(inEventOrder([turned as never, bare as never])[0]).toBe(turned)
})
