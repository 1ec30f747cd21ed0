import { statSync } from 'node:fs'

import {
  type CannotOpen,
  type Either,
  LedgerError,
  left,
  right,
  type StoreError,
  unavailable,
} from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { readEpoch } from './epoch.js'
import { type Engine, inMemory, openDatabase } from './open-database.js'
import { openWithRetry } from './open-with-retry.js'
import { prepareStatements, type Statements } from '../schema/statements.js'
import { busy } from './retry-while-busy.js'

/** An open database and its statements. */
export interface Handle {
  readonly db: Database
  readonly statements: Statements
}

/** The one connection of a store. */
export interface Connection {
  /** The handle; a poisoned one is replaced first. Throws what the engine throws. */
  handle(): Either<StoreError, Handle>
  /** Another value after another connection wrote; `undefined`: it cannot be told now. */
  dataVersion(): unknown
  /** Marks the handle as one not to be trusted: a failed fsync leaves pages that look as if they were on the disk. */
  readonly poison: () => void
  readonly close: () => void
}

/** Opens the file. Throws a LedgerError with CannotOpen. */
export const connect = (path: string, busyMs: number, engine: Engine): Connection => {
  let current = openHandle(path, busyMs, engine)
  let isPoisoned = false
  let epoch: string | undefined

  const reopen = (): Either<StoreError, Handle> => {
    // Asked once: at a second try the handle is closed, or another log's.
    epoch ??= readEpoch(current.statements)
    current.db.close()
    // A file that is gone must not become a new and empty ledger.
    statSync(path)
    try {
      current = openHandle(path, 0, engine)
    } catch (error) {
      const reason = error instanceof LedgerError ? (error as LedgerError<CannotOpen>).error.reason : 'unknown'
      return left(unavailable(`reopening: ${reason}`))
    }
    if (readEpoch(current.statements) !== epoch) return left(unavailable('reopening: another log'))
    if (!checkpoint(current.db, 'FULL')) return left(busy)
    isPoisoned = false
    return right(current)
  }

  return {
    handle: () => (isPoisoned ? reopen() : right(current)),
    dataVersion: () => {
      try {
        return current.db.pragma('data_version', { simple: true })
      } catch {
        return undefined
      }
    },
    poison: () => {
      isPoisoned = path !== inMemory
    },
    close: () => {
      current.db.close()
    },
  }
}

/** Moves the whole WAL into the file, which a `FULL` makes durable and a `TRUNCATE` empties; `false`: somebody reads. */
export const checkpoint = (db: Database, mode: 'FULL' | 'TRUNCATE'): boolean =>
  (db.pragma(`wal_checkpoint(${mode})`) as { busy: number }[])[0]?.busy === 0

const openHandle = (path: string, busyMs: number, engine: Engine): Handle =>
  openWithRetry(busyMs, () => {
    const db = openDatabase(path, engine)
    try {
      return { db, statements: prepareStatements(db) }
    } catch (error) {
      db.close()
      throw error
    }
  })
