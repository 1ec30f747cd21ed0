import type { PartnerProgramEvent } from '@partner-ledger/core/membership'
import { decodeWebhook, deriveEventId } from '@partner-ledger/core/webhook'
import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

const key = { orgId: 50191, loyaltyProgramId: 855, partnerProgramId: 25, customerId: 354971193 }

const vectors: readonly (readonly [PartnerProgramEvent, string])[] = [
  [
    {
      ...{ type: 'partnerProgramLinked', eventId: '', refId: '60210_ref', occurredAt: 1700000000123 },
      ...{ orgId: 60210, loyaltyProgramId: 31, partnerProgramId: 7, customerId: 700100200 },
      details: { partnerTierNumber: 2, partnerTierExpiryDate: '2026-06-30', membershipExpiryDate: '2027-01-31' },
    },
    'd1:ikqCIaB8CZaiUjy_FEFzs54F_gXJsDJFJ222_-DZkEQ',
  ],
  [
    {
      ...{ type: 'partnerProgramUpdated', eventId: '', occurredAt: 1622457292026, updateType: 'UPGRADE', ...key },
      details: {
        ...{ partnerTierNumber: 2, partnerTierExpiryDate: '2021-06-29' },
        partnerTierExpiryDateInMillis: 1624924800000,
      },
    },
    'd1:4HT681uoNHbpYHqWb0KbSaEVB013WUtf3U8h1znoXsk',
  ],
  [
    {
      ...{ type: 'partnerProgramDelinked', eventId: '', refId: '151197_j6THoPLbHd', occurredAt: 1683872179035 },
      ...{ orgId: 151197, loyaltyProgramId: 1115, partnerProgramId: 46, customerId: 6529619 },
    },
    'd1:YwFTpVTWsJVRjL_j5iEJqyk-5uFEL0yPKngQ5Yh28h8',
  ],
  [
    {
      ...{ type: 'supplementaryMembershipExpiryReminder', eventId: '', refId: 'r\u00e9f \u{1f947}' },
      ...{ ...key, occurredAt: 1622518207403, partnerProgramId: 22, customerId: 354971186 },
      scheduledExpiryDate: '2021-06-01',
    },
    'd1:F93wEI-wA1s4D9ukuONKdvGDxOhiRRNzyGs1nIboiww',
  ],
]

const data = {
  customerIdentifiers: { customerId: 700100200, instore: { mobile: '5550100' } },
  loyaltyProgramId: 31,
  partnerProgramId: 7,
  customerPartnerProgramDetails: { partnerTierNumber: 2, partnerTierExpiryDate: '2026-06-30' },
}
const around = { eventName: 'partnerProgramLinked', orgId: 60210, refId: 'r', createdAt: 1700000000123 }

const idOf = (body: unknown, space?: number): string => {
  const decoded = decodeWebhook(typeof body === 'string' ? body : JSON.stringify(body, null, space), { now: 1.7e12 })
  return isLeft(decoded) ? JSON.stringify(decoded.left) : decoded.right.event.eventId
}

const shuffled = (value: unknown, swap: (length: number) => number): unknown => {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => [name, shuffled(inner, swap)] as const)
  return Object.fromEntries([...entries].sort(() => swap(3) - 1))
}

describe('a derived event id', () => {
  test.each(vectors)('follows the frozen recipe', (event, id) => {
    expect(deriveEventId(event)).toBe(id)
    expect(deriveEventId({ ...event, eventId: 'another' })).toBe(id)
  })

  const id = idOf({ ...around, data })

  test('is one for any order of keys, white space and time of dispatch', () => {
    expect(id).toMatch(/^d1:[\w-]{43}$/)
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(2)), fc.nat(4), fc.nat(), (swaps, space, timeStamp) => {
        const swap = (length: number): number => Number(swaps.next().value) % length
        expect(idOf(shuffled({ ...around, data, timeStamp }, swap), space)).toBe(id)
      }),
      { numRuns: 200 },
    )
  })

  test('is one for either envelope and for padded keys', () => {
    const { eventName, ...inner } = around
    expect(idOf({ eventType: eventName, timeStamp: 5, actionType: 'START', attributes: { ...inner, data } })).toBe(id)
    expect(idOf({ eventType: `60210_${eventName}`, attributes: { ...inner, data } })).toBe(id)
    expect(idOf(JSON.stringify({ ...around, data }).replaceAll('":', ' ":'))).toBe(id)
  })

  test('does not depend on personal parts, program names, or how a day is written', () => {
    const other = {
      ...data,
      partnerProgramName: 'Riders',
      customerIdentifiers: { customerId: 700100200, lastName: 'Rao' },
      customerPartnerProgramDetails: {
        ...{ partnerTierNumber: 2, partnerTierExpiryDate: ' 2026-06-30 10:00:00', membershipNumber: 'm-77' },
      },
    }
    expect(idOf({ ...around, data: other, apiRequestId: 'x' })).toBe(id)
  })

  test('differs for other facts', () => {
    const others = [
      { ...around, data, refId: 's' },
      { ...around, data, orgId: 60211 },
      { ...around, data, createdAt: 1700000000124 },
      { ...around, data, eventName: 'partnerProgramUpdated' },
      { ...around, data: { ...data, updateType: 'RENEW' }, eventName: 'partnerProgramUpdated' },
      { ...around, data: { ...data, partnerProgramId: 8 } },
      { ...around, data: { ...data, customerPartnerProgramDetails: { partnerTierNumber: 3 } } },
    ].map((body) => idOf(body))
    expect(new Set([id, ...others]).size).toBe(8)
    expect(others.every((other) => other.startsWith('d1:'))).toBe(true)
  })
})
