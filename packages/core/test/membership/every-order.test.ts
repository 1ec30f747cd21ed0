import type { PartnerProgramEvent } from '@partner-ledger/core/membership'
import { eventArbitrary } from '@partner-ledger/core/testing'
import { decodeWebhook } from '@partner-ledger/core/webhook'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { everyOrder, holdsInEveryOrder } from './every-order.js'
import { ours } from './folding.js'
import { arrivalOrder } from './sabotage/misordered.js'
import { delinked, key, linked, reminder, updated } from './sample.js'

const term = { membershipExpiryDate: '1970-01-01' }
const later = 36 * 3_600_000

const sent = updated(1, { membershipExpiryDate: '2026-12-31' }, { eventId: 'd1:sent' })
const instant = { membershipExpiryDateInMillis: Date.UTC(2026, 11, 31) }
const renew = { updateType: 'RENEW' }

/** What an Updated is that the vendor's expiry job sends. */
const expiryJob = (body: object): PartnerProgramEvent => {
  const { orgId, loyaltyProgramId, partnerProgramId, customerId } = key
  const data = { customerIdentifiers: { customerId }, loyaltyProgramId, partnerProgramId, ...body }
  const createdAt = Date.UTC(2026, 0, 3)
  const decoded = decodeWebhook(JSON.stringify({ eventName: 'PP_EXPIRY_JOB', orgId, createdAt, data }))
  if (decoded._tag === 'Left') throw new Error('a body of the expiry job')
  return decoded.right.event
}
const job = expiryJob({
  updateType: 'RENEW',
  customerPartnerProgramDetails: { membershipExpiryDate: '2027-10-05 00:00:00' },
})

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
  [
    'a renewal by the job of the vendor, with the reminders around it',
    [
      linked(Date.UTC(2026, 0, 1), { membershipExpiryDate: '2026-01-31' }),
      reminder(Date.UTC(2026, 0, 2), { scheduledExpiryDate: '2026-01-15' }),
      job,
      { ...job, eventId: 'given' },
      reminder(Date.UTC(2026, 0, 4), { scheduledExpiryDate: '2026-01-15' }),
      reminder(Date.UTC(2026, 0, 5), { scheduledExpiryDateInMillis: Date.UTC(2026, 5, 1) }),
    ],
  ],
  [
    'facts under several ids, with and without milliseconds',
    [
      linked(0),
      sent,
      { ...sent, eventId: 'given' },
      { ...sent, eventId: 'd1:again', details: { ...sent.details, ...instant } },
      { ...sent, eventId: 'other', details: { ...sent.details, membershipExpiryDateInMillis: 7 } },
      delinked(9),
    ],
  ],
  [
    'ends that cannot be read, and renewals without one',
    [
      linked(1, { membershipExpiryUnread: true, partnerTierExpiryDate: '2026-12-31' }),
      reminder(2, { scheduledExpiryUnread: true }),
      updated(3, { membershipExpiryDate: '2026-12-31', membershipExpiryTime: '18:00:00' }),
      updated(4, {}, renew),
      reminder(5, { scheduledExpiryDate: '2026-12-31' }),
      updated(6, { partnerTierExpiryUnread: true }, renew),
    ],
  ],
  [
    'a program that ends before the term does, and a customer who joins again',
    [
      linked(1, { membershipExpiryDate: '1970-12-31' }),
      reminder(2, { scheduledExpiryDate: '1970-01-01', scheduledExpiryTime: '06:00:00' }),
      updated(3, { membershipExpiryDate: '1970-12-31' }),
      linked(later + 1),
      reminder(later + 2, { scheduledExpiryDate: '1970-01-01' }),
      updated(later + 3, {}, renew),
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
