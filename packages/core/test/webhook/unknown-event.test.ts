import fc from 'fast-check'
import { isLeft } from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'

import { decodeDelivery, decodeWebhook } from '../../src/webhook/decode.js'
import type { UnknownEvent } from '../../src/webhook/issue.js'
import { envelopes, wrapped } from './date-bodies.js'

const now = 1_767_225_600_000
const around = { eventId: 'e-1', orgId: 60210, createdAt: 1_700_000_000_123 }
const purchase = { customerIdentifiers: { customerId: 1 }, amount: 5 }

const describedOf = (body: unknown): UnknownEvent | undefined =>
  decodeDelivery(JSON.stringify(body), { now }).unknownEvent

/** What may stand in the data, at any depth, and whether it speaks of a partner program. */
const data = fc.letrec<{ node: readonly [unknown, boolean] }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<readonly [unknown, boolean]>([1, false], ['partnerProgramId', false], [null, false], [[], false]),
    fc.constantFrom<readonly [unknown, boolean]>(
      [{ partnerProgramId: 7 }, true],
      [{ 'partnerProgramId ': '7' }, true],
      [{ partnerProgramId: null }, false],
      [{ partnerprogramid: 7 }, false],
    ),
    fc
      .array(fc.tuple(fc.constantFrom('a', 'loyaltyProgramId', 'x y'), tie('node')), { maxLength: 3 })
      .map((fields): readonly [unknown, boolean] => {
        const last = new Map(fields)
        return [
          Object.fromEntries([...last].map(([key, [value]]) => [key, value])),
          [...last.values()].some(([, is]) => is),
        ]
      }),
    fc
      .array(tie('node'), { maxLength: 3 })
      .map((items): readonly [unknown, boolean] => [items.map(([value]) => value), items.some(([, is]) => is)]),
  ),
})).node

const name = fc.oneof(
  fc.constantFrom(
    'transactionAdded',
    'PARTNERPROGRAMPAUSED',
    'xPartnerProgramY',
    'partner_program',
    'loyaltyCustomerMerge',
  ),
  fc.constantFrom(
    'requestUpdated',
    'customerUpdated',
    'a'.repeat(64),
    'a'.repeat(65),
    'two words',
    'é',
    'pp_expiry_job',
    '5 ',
  ),
  fc.string({ minLength: 1, maxLength: 70 }),
)

type Describe = (body: unknown) => UnknownEvent | undefined

type Checked = Pick<fc.RunDetails<unknown>, 'failed' | 'counterexample' | 'errorInstance'>

const checked = (describe: Describe): Checked =>
  fc.check(
    fc.property(name, data, fc.constantFrom(...envelopes), (eventName, [inner, speaks], envelope) => {
      fc.pre(!/^\d+_/.test(eventName))
      const namesIt = eventName.toLowerCase().includes('partnerprogram')
      const body = wrapped({ ...around, eventName, data: { ...purchase, inner } }, envelope)
      const shown = /^[A-Za-z0-9_]{1,64}$/.test(eventName) ? eventName : '*'
      expect(describe(body)).toEqual({ name: shown, isRelated: speaks || namesIt })
    }),
    { numRuns: 1_000 },
  )

describe('an event of an unknown name', () => {
  test('is related where its name or its data speaks of a partner program', () => {
    const { failed, counterexample, errorInstance } = checked(describedOf)
    expect([failed, counterexample, errorInstance]).toEqual([false, null, null])
  })

  test.each<readonly [string, Describe]>([
    [
      'shows every name',
      (body) => described(body, (found) => ({ ...found, name: found.name === '*' ? 'é' : found.name })),
    ],
    ['relates nothing', (body) => described(body, (found) => ({ ...found, isRelated: false }))],
    ['relates everything', (body) => described(body, (found) => ({ ...found, isRelated: true }))],
    [
      'knows flat events only',
      (body) => (typeof body === 'object' && body !== null && 'data' in body ? describedOf(body) : undefined),
    ],
  ])('a decoder that %s is found: sabotage', (_, describe) => {
    expect(checked(describe).failed).toBe(true)
  })

  test('is described beside the issues, which hold no name', () => {
    const body = JSON.stringify({ ...around, eventName: 'customerAdded', data: purchase })
    const decoded = decodeWebhook(body, { now })
    expect(decodeDelivery(body, { now })).toEqual({
      decoded,
      unknownEvent: { name: 'customerAdded', isRelated: false },
    })
    expect(JSON.stringify(decoded)).not.toContain('customerAdded')
  })

  test('is none where the name is known, absent, or in a body that cannot be read', () => {
    for (const body of [
      '{',
      '[]',
      JSON.stringify(around),
      JSON.stringify({ ...around, eventName: 'partnerProgramLinked' }),
    ])
      expect(decodeDelivery(body, { now })).toEqual({ decoded: decodeWebhook(body, { now }), unknownEvent: undefined })
  })

  test('is described however large it is', () => {
    const body = JSON.stringify({
      ...around,
      eventName: 'x',
      data: { list: Array.from({ length: 20_000 }, () => ({ a: 1 })) },
    })
    expect(describedOf(JSON.parse(body))).toEqual({ name: 'x', isRelated: false })
  })
})

const described = (body: unknown, change: (found: UnknownEvent) => UnknownEvent): UnknownEvent | undefined => {
  const found = describedOf(body)
  return found === undefined ? undefined : change(found)
}

describe('PP_EXPIRY_JOB', () => {
  const job = {
    ...{ orgId: 50583, refId: '50583_abcd', createdAt: 1_762_361_502_289 },
    data: {
      ...{
        customerIdentifiers: { customerId: 700438800 },
        loyaltyProgramId: 1377,
        partnerProgramId: 197,
        updateType: 'RENEW',
      },
      customerPartnerProgramDetails: { membershipExpiryDate: '2027-10-05 00:00:00' },
    },
  }
  const eventOf = (body: unknown): unknown => {
    const decoded = decodeWebhook(JSON.stringify(body), { now })
    return isLeft(decoded) ? decoded.left.issues : decoded.right.event
  }
  const updated = eventOf({ ...job, eventName: 'partnerProgramUpdated' })

  test.each<readonly [string, object]>([
    ['as a name', { ...job, eventName: 'PP_EXPIRY_JOB' }],
    ['as a type', { ...job, eventType: 'PP_EXPIRY_JOB' }],
    ['as a type with the organisation', { ...job, eventType: '50583_PP_EXPIRY_JOB' }],
    ['twice', { ...job, eventName: 'PP_EXPIRY_JOB', eventType: 'PP_EXPIRY_JOB' }],
    ['as a name beside the canonical type', { ...job, eventName: 'PP_EXPIRY_JOB', eventType: 'partnerProgramUpdated' }],
    [
      'as a type beside the canonical name',
      { ...job, eventName: 'partnerProgramUpdated', eventType: '50583_PP_EXPIRY_JOB' },
    ],
    [
      'around the canonical name',
      { eventName: 'PP_EXPIRY_JOB', attributes: { ...job, eventName: 'partnerProgramUpdated' } },
    ],
    ['beside a padded canonical name', { ...job, eventName: 'PP_EXPIRY_JOB', 'eventName ': 'partnerProgramUpdated' }],
    ['in attributes', { eventType: 'PP_EXPIRY_JOB', attributes: { ...job, eventName: 'PP_EXPIRY_JOB' } }],
  ])('%s is read as a partnerProgramUpdated, with its derived id', (_, body) => {
    expect(updated).toMatchObject({ type: 'partnerProgramUpdated', details: { membershipExpiryTime: '00:00:00' } })
    expect(eventOf(body)).toEqual(updated)
  })

  test.each<readonly [string, object]>([
    ['another name', { ...job, eventName: 'PP_EXPIRY_JOB', eventType: 'partnerProgramLinked' }],
    [
      'another name around it',
      { eventName: 'partnerProgramLinked', attributes: { ...job, eventName: 'PP_EXPIRY_JOB' } },
    ],
    ['the type of another organisation', { ...job, eventName: 'PP_EXPIRY_JOB', eventType: '1_PP_EXPIRY_JOB' }],
  ])('beside %s is a conflict', (_, body) => {
    expect(eventOf(body)).toEqual([{ kind: 'conflict', path: 'eventName', expected: expect.any(String) as unknown }])
  })
})
