import { type IndexReport, orThrow } from '@partner-ledger/core'
import type { IndexRow, LedgerStore, MembershipIndex } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import { describe, expect, test } from 'vitest'

import { ledgerOver } from '../ledgers.js'
import { delinked, keyOf, linked, noon, orgId, record } from './organisation.js'

const customers = Array.from({ length: 700 }, (_, index) => index + 1)

const filled = async (store: LedgerStore): Promise<void> => {
  await record(
    store,
    customers.map((n) => linked(n, {}, { membershipNumber: `M${n}`, partnerTierNumber: n % 3 })),
  )
  await record(store, [delinked(7, noon), delinked(9, noon - 7_200_000)])
}

/** The store with an index that changes the rows of its steps: they are wrong, and their checksums are right. */
const withRows = (
  store: LedgerStore & { readonly index: MembershipIndex },
  change: (row: IndexRow) => readonly IndexRow[],
): LedgerStore => ({
  ...store,
  index: {
    ...store.index,
    apply: (tenant, step) => store.index.apply(tenant, { ...step, rows: step.rows.flatMap(change) }),
  },
})

const of =
  (customerId: number, change: (row: IndexRow) => readonly IndexRow[]) =>
  (row: IndexRow): readonly IndexRow[] =>
    row.customerId === customerId ? change(row) : [row]

const wrongs: readonly (readonly [name: string, customerId: number, change: (row: IndexRow) => readonly IndexRow[]])[] =
  [
    ['is missing', 300, () => []],
    ['is open where the membership ended', 7, (row) => [{ ...row, open: true }]],
    ['has another tier', 650, (row) => [{ ...row, tier: 9 }]],
    ['has another number', 12, (row) => [{ ...row, membershipNumber: 'M13' }]],
    ['has another state', 700, (row) => [{ ...row, state: row.state.replace('0', '1') }]],
    ['belongs to nobody', 9_999, () => []],
  ]

const extra = (row: IndexRow): readonly IndexRow[] =>
  row.customerId === 1 ? [row, { ...row, customerId: 9_999, stream: 'membership/9999/855/25' }] : [row]

const verified = async (store: LedgerStore): Promise<IndexReport> => {
  const { ledger } = ledgerOver(store)
  await orThrow(ledger.catchUp(orgId))
  return orThrow(ledger.verifyIndex(orgId))
}

describe.each([
  ['memory', () => memoryStore()],
  ['sqlite', () => sqliteStore({ path: ':memory:' })],
])('the index in %s against a fold of the log', (_, open) => {
  test('is sound, also after a forgetting and a late event', async () => {
    const store = open()
    await filled(store)
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.forget({ orgId, customerId: 12 }, { until: noon + 1 }))
    await record(store, [linked(20, { eventId: 'earlier', occurredAt: noon - 9_000_000 })])
    expect(await orThrow(ledger.verifyIndex(orgId))).toEqual({
      memberships: 700,
      isSound: true,
      differing: [],
      differingCount: 0,
    })
    expect(await orThrow(ledger.verifyIndex(orgId + 1))).toMatchObject({ memberships: 0, isSound: true })
    expect(await ledger.verifyIndex('50191' as never)).toMatchObject({ left: { _tag: 'InvalidArgument' } })
  })

  test.each(wrongs)('finds a row that %s', { tags: 'fault:verify' }, async (_, customerId, change) => {
    const store = open()
    await filled(store)
    const report = await verified(withRows(store, customerId === 9_999 ? extra : of(customerId, change)))
    expect(report).toMatchObject({ memberships: 700, isSound: false, differingCount: 1 })
    expect(report.differing).toEqual([keyOf(customerId)])
  })

  test('finds nothing where it compares the index of another store: sabotage', { tags: 'twin:verify' }, async () => {
    const store = open()
    await filled(store)
    const damaged = withRows(
      store,
      of(300, () => []),
    )
    await verified(damaged)
    const sound = memoryStore()
    await filled(sound)
    await orThrow(ledgerOver(sound).ledger.catchUp(orgId))
    expect(await verified({ ...damaged, index: sound.index })).toMatchObject({ isSound: true })
  })
})

test('a wrong row with a right checksum is sound to the file’s own verify: sabotage', async () => {
  const store = sqliteStore({ path: ':memory:' })
  await filled(store)
  const report = await verified(
    withRows(
      store,
      of(650, (row) => [{ ...row, tier: 9 }]),
    ),
  )
  expect(report.isSound).toBe(false)
  expect((await orThrow(store.verify())).isSound).toBe(true)
  await store.close()
})
