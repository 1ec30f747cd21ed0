import { createLedger, type Ledger } from '@partner-ledger/core'
import type { IndexRow, LedgerStore } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { engine, type Engine } from '../../src/file/engine.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { openStore } from '../../src/store.js'
import { rightOf } from '../sample-event.js'
import { bytesOf, temporaryFolder } from '../temporary-folder.js'

const orgId = 50191
const gone = 354971193
const stays = 7
const now = Date.UTC(2026, 0, 1)

/** The values of a customer that no byte may be left of, each in a field of its own. */
const canaries = (customerId: number): readonly string[] =>
  ['number', 'mail', 'mobile', 'name', 'quarantined'].map((field) => `canary-${field}-${customerId}-yranac`)

const body = (customerId: number, eventId: string, stated: object = {}): string => {
  const [membershipNumber, email, mobile, firstName] = canaries(customerId)
  return JSON.stringify({
    eventName: 'partnerProgramLinked',
    eventId,
    orgId,
    createdAt: now - 5000,
    data: {
      customerIdentifiers: { customerId, firstName, instore: { email, mobile } },
      loyaltyProgramId: 855,
      partnerProgramId: 25,
      customerPartnerProgramDetails: { partnerTierNumber: 2, membershipNumber, ...stated },
    },
  })
}

/** What somebody of this id left in every table: an event, a mismatch, an unreadable body, a row of the index. */
const fill = async (ledger: Ledger): Promise<void> => {
  for (const customerId of [gone, stays])
    for (const delivery of [
      body(customerId, 'a'),
      body(customerId, 'a', { partnerTierNumber: 3 }),
      `{"customerId":${customerId},"text":"${canaries(customerId)[4] ?? ''}"`,
    ])
      await rightOf(ledger.ingest(delivery))
  await rightOf(ledger.catchUp(orgId))
}

const found = (path: string, customerId: number): readonly string[] => {
  const bytes = bytesOf(path)
  return canaries(customerId).filter((canary) => bytes.includes(canary))
}

interface Broken {
  readonly engine?: Engine
  readonly store?: (store: SqliteStore) => LedgerStore
}

/** What is found of the person in the files of the ledger, and in a backup, once they are forgotten. */
const leftOf = async (
  broken: Broken,
): Promise<{ readonly live: readonly string[]; readonly copy: readonly string[] }> => {
  const path = `${temporaryFolder()}/ledger.db`
  const store = openStore({ path }, broken.engine ?? engine)
  const ledger = createLedger({ store: broken.store?.(store) ?? store, clock: () => now })
  await fill(ledger)
  expect(found(path, gone)).toEqual(canaries(gone))
  await rightOf(ledger.forget({ orgId, customerId: gone }))
  for (const eventId of ['a', 'late']) await rightOf(ledger.ingest(body(gone, eventId)))
  await rightOf(ledger.ingest(body(gone, 'a', { partnerTierNumber: 4 })))
  await rightOf(ledger.catchUp(orgId))
  const live = found(path, gone)
  await rightOf(store.backup(`${path}.copy`))
  const copy = found(`${path}.copy`, gone)
  for (const file of [path, `${path}.copy`]) expect(found(file, stays)).toEqual(canaries(stays))
  expect((await rightOf(store.verify())).findings.filter(({ kind }) => kind !== 'same-id')).toEqual([])
  await store.close()
  return { live, copy }
}

/** A checkpoint that says it emptied the WAL. */
const keepingTheWal: Engine = (path, options) => {
  const db = engine(path, options)
  const pragma = db.pragma.bind(db)
  const value = (source: string, options?: { simple?: boolean }): unknown =>
    source === 'main.wal_checkpoint(TRUNCATE)' ? [{ busy: 0 }] : pragma(source, options)
  return Object.defineProperty(db, 'pragma', { value })
}

/** An index that keeps the row of whoever had a number. */
const keepingNumbers = (store: SqliteStore): LedgerStore => {
  const kept = new Map<string, IndexRow>()
  return {
    ...store,
    index: {
      ...store.index,
      apply: (tenant, step) => {
        for (const row of step.rows) if (row.membershipNumber !== undefined) kept.set(row.stream, row)
        return store.index.apply(tenant, { ...step, rows: step.rows.map((row) => kept.get(row.stream) ?? row) })
      },
    },
  }
}

describe('a person who was forgotten', () => {
  it(
    'is in no byte of the file, the WAL and a new backup, index and quarantine included',
    { tags: 'fault:forget' },
    async () => {
      expect(await leftOf({})).toEqual({ live: [], copy: [] })
      figures({ rounds: 1, hits: 0 })
    },
  )

  it('is found in the WAL where it is not emptied: sabotage', { tags: 'twin:forget' }, async () => {
    const { live } = await leftOf({ engine: keepingTheWal })
    expect(live).toEqual(canaries(gone))
  })

  it('is found in the index where it is skipped, by the number: sabotage', { tags: 'twin:forget' }, async () => {
    const number = canaries(gone).slice(0, 1)
    expect(await leftOf({ store: keepingNumbers })).toEqual({ live: number, copy: number })
  })
})
