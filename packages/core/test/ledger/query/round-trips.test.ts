import { type Ledger, orThrow } from '@partner-ledger/core'
import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import { describe, expect, test } from 'vitest'

import { countedCalls } from '../counted-calls.js'
import { body, key } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { bare } from './organisation.js'

const { orgId } = key

const kinds: readonly { readonly name: string; readonly open: () => LedgerStore }[] = [
  { name: 'memory', open: memoryStore },
  { name: 'sqlite', open: () => sqliteStore({ path: ':memory:' }) },
]

const ofMember = (customerId: number, later = 0): string =>
  body({
    root: { eventId: `e-${customerId}-${later}`, createdAt: 1_622_457_292_026 + later },
    customer: { customerId },
  })

/** A ledger of three members that has answered one page, and the calls that it makes from then on. */
const askedLedger = async (
  kept: LedgerStore,
): Promise<{ readonly ledger: Ledger; readonly calls: string[]; readonly elsewhere: Ledger }> => {
  const { store, calls } = countedCalls(kept)
  const { ledger } = ledgerOver(store)
  await orThrow(ledger.ingestMany([1, 2, 3].map((customerId) => ofMember(customerId))))
  await orThrow(ledger.memberships({ orgId }))
  calls.length = 0
  return { ledger, calls, elsewhere: ledgerOver(kept).ledger }
}

const page = async (ledger: Ledger): Promise<number> => (await orThrow(ledger.memberships({ orgId }))).items.length

describe.each(kinds)('calls of the store over $name:', ({ open }) => {
  test('a page of memberships is one, and so is a count', async () => {
    const { ledger, calls } = await askedLedger(open())
    expect(await page(ledger)).toBe(3)
    expect(calls.splice(0)).toEqual(['index.find'])
    await orThrow(ledger.count({ orgId }))
    expect(calls.splice(0)).toEqual(['index.count'])
  })

  test('a page is three after an event of this ledger, and one again', async () => {
    const { ledger, calls } = await askedLedger(open())
    for (const event of [ofMember(4), ofMember(4, 1)]) {
      await orThrow(ledger.ingest(event))
      expect(calls.splice(0)).toEqual(['append'])
      expect(await page(ledger)).toBe(4)
      expect(calls.splice(0)).toEqual(['readAll', 'index.apply', 'index.find'])
      expect(await page(ledger)).toBe(4)
      expect(calls.splice(0)).toEqual(['index.find'])
    }
  })

  test('a page is four after an event of another process: the first shows that there is one', async () => {
    const { ledger, calls, elsewhere } = await askedLedger(open())
    await orThrow(elsewhere.ingest(ofMember(4)))
    expect(await page(ledger)).toBe(4)
    expect(calls.splice(0)).toEqual(['index.find', 'readAll', 'index.apply', 'index.find'])
    expect(await page(ledger)).toBe(4)
    expect(calls.splice(0)).toEqual(['index.find'])
  })

  test('a page is one more where an event came whose membership is no longer in memory', async () => {
    const kept = open()
    await askedLedger(kept)
    const { store, calls } = countedCalls(kept)
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.ingest(ofMember(1, 1)))
    calls.length = 0
    expect(await page(ledger)).toBe(3)
    expect(calls).toEqual(['index.find', 'readAll', 'readStream', 'index.get', 'index.apply', 'index.find'])
  })
})

test('a page over a store without an index is one look at the head', async () => {
  const { ledger, calls } = await askedLedger(bare(memoryStore()))
  expect(await page(ledger)).toBe(3)
  expect(calls).toEqual(['readAll'])
})
