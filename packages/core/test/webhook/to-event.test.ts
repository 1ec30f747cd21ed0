import { decodeWebhook } from '@partner-ledger/core/webhook'
import { isRight } from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const accountsOf = (sources: readonly string[]): readonly string[] => {
  const identifiers = Object.fromEntries(sources.map((source) => [source, { accounts: [{ accountId: source }] }]))
  const body = {
    eventName: 'partnerProgramDelinked',
    eventId: 'e',
    orgId: 1,
    createdAt: 1_700_000_000_000,
    data: { customerIdentifiers: { customerId: 1, ...identifiers }, loyaltyProgramId: 1, partnerProgramId: 1 },
  }
  const decoded = decodeWebhook(JSON.stringify(body), { now: 1_767_225_600_000 })
  return isRight(decoded) ? Object.keys(decoded.right.event.customer?.accounts ?? {}) : ['refused']
}

/** With a letter before it no name is taken for an index, which an object would put first. */
const sources = fc.uniqueArray(
  fc
    .string({ unit: fc.constantFrom('a', 'B', 'é', '\u{1f947}', '\uffee', '_', '1'), maxLength: 4 })
    .map((end) => `s${end}`),
  { maxLength: 20 },
)

test('sources come in the order of sort, few or many', () => {
  const lengths = new Set<boolean>()
  fc.assert(
    fc.property(sources, (names) => {
      lengths.add(names.length > 8)
      expect(accountsOf(names)).toEqual([...names].sort())
    }),
    { numRuns: 300 },
  )
  expect(lengths.size).toBe(2)
})

test('where no source is stated there are no accounts', () => {
  expect(accountsOf([])).toEqual([])
})
