import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import type { PartnerProgramEvent } from '../../src/membership/event.js'
import { eventArbitrary } from '../../src/testing/events.js'
import { everyOrder, holdsInEveryOrder } from './every-order.js'
import { ours } from './folding.js'
import { arrivalOrder } from './sabotage/misordered.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

const term = { membershipExpiryDate: '1970-01-01' }
const later = 36 * 3_600_000

const chosen: readonly (readonly [string, readonly PartnerProgramEvent[]])[] = [
  ['an ordinary life', [linked(1), updated(2), updated(3), reminder(4), delinked(5), linked(6)]],
  [
    'six events of one instant',
    [
      linked(1),
      updated(1),
      delinked(1),
      reminder(1),
      linked(1, {}, { eventId: 'x' }),
      updated(1, {}, { eventId: 'x2' }),
    ],
  ],
  ['links and delinks in turn', [linked(1), delinked(2), linked(3), delinked(4), linked(5), delinked(6)]],
  ['delinks before any link', [delinked(1), delinked(2), reminder(3), updated(4), delinked(5), linked(6)]],
  [
    'no link at all',
    [
      updated(1, { partnerTierNumber: 2 }),
      updated(2, { partnerTierNumber: 1 }, { updateType: 'UPGRADE' }),
      reminder(3),
      updated(4),
      delinked(5),
      updated(6),
    ],
  ],
  [
    're-joins after terms that ran out',
    [linked(1, term), linked(later, term), linked(later + 1), updated(2, term), reminder(3), delinked(later + 2)],
  ],
  [
    'types that change to and fro',
    [
      linked(1, {}, { partnerProgramType: 'A' }),
      updated(2, {}, { partnerProgramType: 'B' }),
      delinked(3, { partnerProgramType: 'A' }),
      reminder(4),
      reminder(5, { partnerProgramType: 'B' }),
      linked(6),
    ],
  ],
]

test.each(chosen)('%s folds to one membership in all of its 720 orders', (_name, events) =>
  expect(holdsInEveryOrder(ours, { key, events })).toBe(720),
)

test('generated histories of up to six events fold to one membership in every order', () =>
  fc.assert(
    fc.property(
      fc.uniqueArray(eventArbitrary(fc.constant(key)), {
        minLength: 2,
        maxLength: 6,
        selector: (event) => event.eventId,
      }),
      (events) => {
        const orders = [2, 6, 24, 120, 720][events.length - 2]
        expect(holdsInEveryOrder(ours, { key, events })).toBe(orders)
      },
    ),
    { numRuns: 60 },
  ))

test('every order is every order: none twice', () => {
  const orders = [...everyOrder(['a', 'b', 'c', 'd', 'e', 'f'])].map((order) => order.join(''))
  expect(orders[0]).toBe('abcdef')
  expect(new Set(orders).size).toBe(720)
})

test('a fold in order of arrival is found in every chosen history', () => {
  for (const [, events] of chosen) expect(() => holdsInEveryOrder(arrivalOrder, { key, events })).toThrow('the order')
})
