import { closeSync, openSync } from 'node:fs'

import { type Either, left, right, storeClosed, type StoreError, unavailable } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import type { Engine } from '../file/engine.js'
import { removeDatabase } from './partial.js'

/** The log that is copied: its connection, and what ends the work. */
export interface BackupSource {
  readonly db: Database
  readonly path: string
  readonly engine: Engine
  readonly isClosed: () => boolean
  /** Why the file is not to be read any more, such as one that was replaced. */
  readonly look: () => StoreError | undefined
}

/**
 * Copies every page, a few at a time, so that the event loop turns. SQLite begins anew whenever another process wrote; after
 * a few times the rest is done in one read transaction, which cannot be disturbed, and for which the -wal grows meanwhile.
 */
export const copyPages = async (
  source: BackupSource,
  partial: string,
  signal: AbortSignal | undefined,
): Promise<Either<StoreError, void>> => {
  const copied = await copyFrom(source.db, source, partial, signal, mostRestarts)
  if (copied !== 'disturbed') return copied
  removeDatabase(partial)
  const reader = source.engine(source.path, { timeoutMs: busyTimeoutMs, isReadonly: true })
  try {
    reader.exec('BEGIN')
    reader.prepare('SELECT count(*) FROM main.sqlite_schema').get()
    const again = await copyFrom(reader, source, partial, signal, Infinity)
    return again === 'disturbed' ? left(unavailable('busy')) : again
  } finally {
    reader.close()
  }
}

const mostRestarts = 2

const busyTimeoutMs = 1_000

const pagesPerStep = 512

const copyFrom = async (
  db: Database,
  { isClosed, look }: BackupSource,
  partial: string,
  signal: AbortSignal | undefined,
  restarts: number,
): Promise<Either<StoreError, void> | 'disturbed'> => {
  let end: StoreError | 'disturbed' | undefined
  let remaining = Infinity
  let begun = 0
  const stop = (): StoreError | undefined => {
    if (isClosed()) return storeClosed
    return signal?.aborted === true ? unavailable('aborted') : look()
  }
  const fault = stop()
  if (fault !== undefined) return left(fault)
  closeSync(openSync(partial, 'wx', 0o600))
  try {
    await db.backup(partial, {
      progress: ({ remainingPages }) => {
        begun += remainingPages >= remaining ? 1 : 0
        remaining = remainingPages
        end = begun > restarts ? 'disturbed' : stop()
        if (end !== undefined) throw new Error('the copy ends here')
        return pagesPerStep
      },
    })
    return right(undefined)
  } catch (error) {
    if (end === undefined) throw error
    return end === 'disturbed' ? end : left(end)
  }
}
