import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { currentSchema, upcast } from '../../src/membership/upcast.js'

/** Facts as the releases named wrote them. A row is never edited: a shape that changes gets a row of its own. */
const golden = [
  {
    release: '0.1.0',
    schema: 1,
    facts: {
      customerId: 354971193,
      loyaltyProgramId: 855,
      partnerProgramId: 45,
      partnerProgramName: 'Drivers ',
      partnerProgramType: 'EXTERNAL',
      refId: '7',
      eventLogId: -1,
      entityType: 'USER',
      entityId: 354971193,
      partnerTierNumber: 1,
      partnerTierExpiryDate: '2123-05-12',
      partnerTierExpiryDateInMillis: 4839523200000,
      membershipExpiryDate: '2123-05-12',
      updateType: 'RENEW',
    },
    now: {
      customerId: 354971193,
      loyaltyProgramId: 855,
      partnerProgramId: 45,
      partnerProgramName: 'Drivers ',
      partnerProgramType: 'EXTERNAL',
      refId: '7',
      eventLogId: -1,
      entityType: 'USER',
      entityId: 354971193,
      partnerTierNumber: 1,
      partnerTierExpiryDate: '2123-05-12',
      partnerTierExpiryDateInMillis: 4839523200000,
      membershipExpiryDate: '2123-05-12',
      updateType: 'RENEW',
    },
  },
  {
    release: '0.1.0',
    schema: 1,
    facts: { customerId: 7, loyaltyProgramId: 855, partnerProgramId: 25, scheduledExpiryDate: '2024-03-10' },
    now: { customerId: 7, loyaltyProgramId: 855, partnerProgramId: 25, scheduledExpiryDate: '2024-03-10' },
  },
]

const facts = fc.dictionary(
  fc.oneof(fc.constantFrom('customerId', 'updateType', '__proto__'), fc.string()),
  fc.oneof(fc.string(), fc.maxSafeInteger()),
)

describe('upcast', () => {
  test.each(golden)('reads the golden row of $release, schema $schema', (row) =>
    expect(JSON.stringify(upcast(row.schema, row.facts))).toBe(JSON.stringify(row.now)),
  )

  test('has a golden row for every schema there was', () =>
    expect([...new Set(golden.map(({ schema }) => schema))]).toEqual(
      Array.from({ length: currentSchema }, (_, index) => index + 1),
    ))

  test('leaves facts of this schema and of newer ones as they are, frozen ones too', () =>
    fc.assert(
      fc.property(fc.integer({ min: currentSchema }), facts, (schema, stored) => {
        const text = fc.stringify(stored)
        expect(fc.stringify(upcast(schema, Object.freeze(stored)))).toBe(text)
      }),
      { numRuns: 1000 },
    ))

  test('a reader of a broken file gets an answer at once, whatever the row says of its schema', () =>
    fc.assert(
      fc.property(
        fc.oneof(fc.double(), fc.integer(), fc.constantFrom(-Infinity, Number.NaN, -Number.MAX_VALUE)),
        facts,
        (schema, stored) => {
          expect(fc.stringify(upcast(schema, stored))).toBe(fc.stringify(stored))
        },
      ),
      { numRuns: 1000 },
    ))
})
