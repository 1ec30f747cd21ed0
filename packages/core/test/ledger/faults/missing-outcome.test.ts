import { copyLog } from '@partner-ledger/core/transfer'
import type { LedgerStore } from '@partner-ledger/core/store'
import { right } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { broken, now } from '../deliveries.js'
import { due, linkedUntil } from '../expiry/memberships.js'
import { ingestAll, ledgerOver } from '../ledgers.js'

const still = { clock: () => now }

/** A store that answers appends with something that the port does not allow: nothing, or a conflict with `any`. */
const answering = (store: LedgerStore, outcomes: readonly unknown[]): LedgerStore => ({
  ...store,
  append: () => Promise.resolve(right(outcomes) as unknown as Awaited<ReturnType<LedgerStore['append']>>),
})

const works = {
  'a quarantined body': async (to: (store: LedgerStore) => LedgerStore) =>
    ledgerOver(to(memoryStore(still))).ledger.ingest(broken()),
  'a notice of expiry': async (to: (store: LedgerStore) => LedgerStore) => {
    const store = memoryStore(still)
    await ingestAll(ledgerOver(store).ledger, [linkedUntil(1, '2026-01-31')])
    return ledgerOver(to(store)).ledger.expireDue(due)
  },
  'a copied record': async (to: (store: LedgerStore) => LedgerStore) => {
    const from = memoryStore(still)
    await ingestAll(ledgerOver(from).ledger, [linkedUntil(1, '2026-01-31')])
    return copyLog(from, to(memoryStore(still)))
  },
} as const

describe.each(Object.entries(works))('%s', (_, work) => {
  test('is as it should be with a store that keeps to the port', async () => {
    expect(await work((store) => store)).toMatchObject({ _tag: 'Right' })
  })

  test.each([
    ['a conflict', [{ _tag: 'conflict', version: 7 }]],
    ['no outcome', []],
  ] as const)('is OutcomeUnknown where the store answers %s', async (__, outcomes) => {
    const answer = await work((store) => answering(store, outcomes))
    expect(answer).toMatchObject({ left: { _tag: 'OutcomeUnknown', retryable: true } })
  })
})
