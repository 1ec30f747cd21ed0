import type { Answer, CheckpointOutcome } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'
import { expect } from 'vitest'

import { sqliteProjection } from '../../src/sqlite-projection.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { checkpointAt, place } from './sample-checkpoint.js'
import { rightOf } from '../sample-event.js'

/** What a projection does with numbers, which stand for deliveries. */
export type Apply = (numbers: readonly number[], db: Database) => void

/** Writes the numbers to a table of the host's. */
export const write: Apply = (numbers, db) => {
  db.exec('CREATE TABLE IF NOT EXISTS told (n INTEGER NOT NULL)')
  for (const n of numbers) db.prepare('INSERT INTO told VALUES (?)').run(n)
}

/** Commits the numbers 1 and 2, or those that are given. */
export const commit = (
  store: SqliteStore,
  apply: Apply,
  numbers: readonly number[] = [1, 2],
  expected = 0,
): Answer<CheckpointOutcome> =>
  sqliteProjection(store, { name: place.name, apply }).handle.commit(numbers, {
    place,
    expected,
    checkpoint: checkpointAt(numbers.length),
  })

export const revisionOf = async (store: SqliteStore): Promise<number> =>
  (await rightOf(store.checkpoints.get(place)))?.revision ?? 0

/** What is in the host's table, as another handle sees it, and the revision of the checkpoint. */
export const stateOf = async (store: SqliteStore): Promise<unknown> => {
  let told: unknown = 'no table'
  const look = (db: Database): void => {
    const isThere = db.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'told'").get() !== undefined
    if (isThere) told = db.prepare('SELECT n FROM told ORDER BY n').pluck().all()
  }
  const at = { ...place, name: 'look' }
  const { revision } = await rightOf(store.putWith({ place: at, expected: 0, checkpoint: checkpointAt(0) }, look))
  await rightOf(store.checkpoints.delete(at, revision))
  return { told, revision: await revisionOf(store) }
}

export const refusal = (reason: string): unknown =>
  expect.objectContaining({ name: 'LedgerError', error: { _tag: 'ApplyRefused', retryable: false, reason } })
