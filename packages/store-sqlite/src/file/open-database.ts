import { accessSync, closeSync, constants, openSync, statSync } from 'node:fs'

import { cannotOpen, type CannotOpen, LedgerError } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'

import { codeOf } from '../errors.js'
import { migrate, versionOf } from './migrate.js'
import { migrations } from '../schema/schema.js'

/** Opens the file as better-sqlite3 does. Tests hand in one that fails. */
export type Engine = (path: string, timeoutMs: number) => Database.Database

export const engine: Engine = (path, timeoutMs) => new Database(path, { timeout: timeoutMs })

/** Blocks the event loop, and so is short: longer waits are `whileBusy`, and `openPatiently` for opening. */
const busyTimeoutMs = 10

/** Opens a ledger, and makes a new file one. Throws CannotOpen or what the engine throws; a refused file is not changed. */
export const openDatabase = (path: string, open: Engine): Database.Database => {
  checkPath(path)
  let db: Database.Database | undefined
  try {
    createFile(path)
    refuseEmptied(path)
    db = open(path, busyTimeoutMs)
    checkEngine(db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '')
    const version = versionOf(db)
    setProfile(db, path)
    // A ledger of today needs no lock, for which busy writers might let it wait in vain.
    if (version < migrations.length) migrate(db)
    return db
  } catch (error) {
    db?.close()
    throw error
  }
}

/** Older engines may lose what was committed when a WAL is reset. */
const oldestEngine = [3, 51, 3] as const

export const checkEngine = (version: string): void => {
  const parts = version.split('.').map(Number)
  for (const [index, least] of oldestEngine.entries()) {
    const part = parts[index] ?? 0
    if (part > least) return
    if (part < least) throw new LedgerError(cannotOpen('engine-too-old', `SQLite ${version}`))
  }
}

const checkPath = (path: unknown): void => {
  if (typeof path !== 'string' || path === '') throw new LedgerError(cannotOpen('path', 'a path is non-empty text'))
  if (path.includes('\0')) throw new LedgerError(cannotOpen('path', 'a path holds no NUL'))
  if (/^file:/i.test(path)) throw new LedgerError(cannotOpen('path', 'a path is not a URI'))
  if (path !== inMemory && /^:.*:$/.test(path)) throw new LedgerError(cannotOpen('path', `only ${inMemory} is special`))
}

export const inMemory = ':memory:'

/** A new file is its owner's alone, before SQLite writes to it; -wal and -shm take over its mode. */
const createFile = (path: string): void => {
  if (path === inMemory) return
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    if (!statSync(path).isFile()) throw new LedgerError(cannotOpen('path', 'not a file'))
    accessSync(path, constants.R_OK | constants.W_OK)
  }
}

/** SQLite takes an empty file for a new one and deletes the WAL beside it, with what only it holds. */
const refuseEmptied = (path: string): void => {
  const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0
  // The WAL is looked at first: whoever makes a ledger writes to the file before there is a WAL.
  if (path !== inMemory && sizeOf(`${path}-wal`) > 0 && sizeOf(path) === 0)
    throw new LedgerError(cannotOpen('damaged', 'the file is empty, the WAL beside it is not'))
}

/** Set on every open, since most of it is not kept in the file; what durability rests on is read back. */
const setProfile = (db: Database.Database, path: string): void => {
  const journal = db.pragma('journal_mode = WAL', { simple: true })
  for (const setting of profile) db.pragma(setting)
  if (journal !== (path === inMemory ? 'memory' : 'wal')) throw unmet(`journal_mode ${String(journal)}`)
  if (db.pragma('synchronous', { simple: true }) !== 2) throw unmet('synchronous')
  if (db.pragma('secure_delete', { simple: true }) !== 1) throw unmet('secure_delete')
}

const profile = [
  'synchronous = FULL',
  'fullfsync = ON',
  'checkpoint_fullfsync = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'secure_delete = ON',
  'temp_store = MEMORY',
  'wal_autocheckpoint = 4000',
  'journal_size_limit = 67108864',
] as const

const unmet = (setting: string): LedgerError<CannotOpen> => new LedgerError(cannotOpen('path', `cannot set ${setting}`))
