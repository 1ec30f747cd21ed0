import { rmSync } from 'node:fs'

import { type Either, left, readOnly, right, type StoreError, unavailable } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { refusalIn } from '../errors.js'
import { type Engine, inMemory } from './engine.js'
import { readEpoch } from './epoch.js'
import { type FileWatch, fileReplaced, memoryWatch, watchFile } from './file-watch.js'
import { openDatabase } from './open-database.js'
import { openWithRetry } from './open-with-retry.js'
import { prepareStatements, type Statements } from '../schema/statements.js'
import { busy } from './retry-while-busy.js'
import { now } from './time.js'

/** An open database and its statements. */
export interface Handle {
  readonly db: Database
  readonly statements: Statements
}

/** The one connection of a store. */
export interface Connection {
  /** The file, absolute, or `:memory:`. */
  readonly path: string
  /** The handle; a poisoned one is replaced first. Throws what the engine throws. */
  handle(): Either<StoreError, Handle>
  /** Looks at the file: the fault for which it is not to be used any more, such as that it was replaced. */
  readonly look: () => StoreError | undefined
  /** The same before a transaction that writes; a readonly connection is `ReadOnly`. */
  readonly writeFault: () => StoreError | undefined
  /** Another value after another connection wrote, or the file was replaced; `undefined`: it is not known now. */
  dataVersion(): unknown
  /** Marks the handle as one not to be trusted: a failed fsync leaves pages that look as if they were on the disk. */
  readonly poison: () => void
  readonly close: () => void
}

/** How a file is opened: `busyMs` is how long to wait for locks, `pollMs` how old a look at the file may be for a read. */
export interface ConnectionOptions {
  readonly path: string
  readonly busyMs: number
  readonly pollMs: number
  readonly isReadonly: boolean
}

const closed: StoreError = unavailable('closed')

/** Opens the file. Throws a LedgerError with CannotOpen. */
export const connect = (options: ConnectionOptions, engine: Engine): Connection => {
  const { path, busyMs } = options
  let { handle: current, watch } = openHandle(options, busyMs, engine)
  let isPoisoned = false
  let isClosed = false
  let epoch: string | undefined

  const reopen = (): Either<StoreError, Handle> => {
    // The file must not become a new and empty ledger, nor another one.
    const fault = watch.look()
    if (fault !== undefined) return left(fault)
    // Read once: at a second attempt the handle is closed, or another log's.
    epoch ??= readEpoch(current.statements)
    watch.closed()
    closeAnyhow(current.db)
    try {
      ;({ handle: current, watch } = openHandle(options, 0, engine))
    } catch (error) {
      return left(unavailable(`reopening: ${refusalIn(error)?.reason ?? 'unknown'}`))
    }
    if (readEpoch(current.statements) !== epoch) return left(unavailable('reopening: another log'))
    if (!checkpoint(current.db, 'FULL')) return left(busy)
    isPoisoned = false
    return right(current)
  }

  return {
    path,
    handle: () => {
      // A call that was accepted before `close` and outlived its time.
      if (isClosed) return left(closed)
      if (isPoisoned) return reopen()
      const fault = watch.glance()
      return fault === undefined ? right(current) : left(fault)
    },
    look: () => watch.look(),
    writeFault: () => {
      if (isClosed) return closed
      return options.isReadonly ? readOnly : watch.look()
    },
    dataVersion: () => {
      if (watch.look() === fileReplaced) return fileReplaced
      try {
        return current.db.pragma('main.data_version', { simple: true })
      } catch {
        return undefined
      }
    },
    poison: () => {
      isPoisoned = path !== inMemory
    },
    close: () => {
      const orphans = watch.look() === fileReplaced ? watch.orphans() : []
      closeAnyhow(current.db)
      isClosed = true
      for (const file of orphans) rmSync(file, { force: true })
    },
  }
}

/** Moves the whole WAL into the file, which a `FULL` makes durable and a `TRUNCATE` empties; `false`: somebody reads. */
export const checkpoint = (db: Database, mode: 'FULL' | 'TRUNCATE'): boolean =>
  Number((db.pragma(`main.wal_checkpoint(${mode})`) as { busy: number }[])[0]?.busy) === 0

interface Opened {
  readonly handle: Handle
  readonly watch: FileWatch
}

const openHandle = ({ path, pollMs, isReadonly }: ConnectionOptions, busyMs: number, engine: Engine): Opened =>
  openWithRetry(busyMs, () => {
    const db = openDatabase(path, engine, isReadonly)
    try {
      const handle = { db, statements: prepareStatements(db) }
      // The first read makes the -wal and the -shm, if there are none.
      readEpoch(handle.statements)
      const onRemoved = (): void => void saveWal(db)
      return { handle, watch: path === inMemory ? memoryWatch : watchFile(path, pollMs, now, onRemoved) }
    } catch (error) {
      db.close()
      throw error
    }
  })

/** What was acknowledged and is in a -wal that somebody removed goes into the file, as long as nobody else can write to it. */
const saveWal = (db: Database): boolean => {
  try {
    return checkpoint(db, 'FULL')
  } catch {
    return false
  }
}

/** Closes a connection on which a projection may have left a statement open: then the engine refuses to. */
const closeAnyhow = (db: Database): void => {
  try {
    db.close()
  } catch {
    db.unsafeMode(true)
    if (db.inTransaction) db.exec('ROLLBACK')
  }
}
