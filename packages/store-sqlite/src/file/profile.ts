import type { LedgerError } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { refusal } from '../errors.js'

/** Blocks the event loop, and so is short: longer waits are `retryWhileBusy`, and `openWithRetry` for opening. */
export const busyTimeoutMs = 10

/** Set on every open, since most of it is not kept in the file; what durability rests on is read back. Throws CannotOpen. */
export const setProfile = (db: Database, isMemory: boolean, isReadonly: boolean): void => {
  const journal = db.pragma(isReadonly ? 'main.journal_mode' : 'main.journal_mode = WAL', { simple: true })
  db.exec(profile)
  if (!isReadonly && journal !== (isMemory ? 'memory' : 'wal')) throw unmet(`journal_mode ${String(journal)}`)
  if (Number(db.pragma('main.synchronous', { simple: true })) !== 2) throw unmet('synchronous')
  if (Number(db.pragma('main.secure_delete', { simple: true })) !== 1) throw unmet('secure_delete')
}

const pragmas = (settings: readonly string[]): string => settings.map((setting) => `PRAGMA ${setting};`).join('\n')

const allowing = ['query_only = OFF', 'ignore_check_constraints = OFF', 'writable_schema = OFF'] as const

/** The settings that a projection of the host may have changed and without which its checkpoint cannot be written. */
export const writable = pragmas(allowing)

/** The settings that hold whatever a projection of the host does to the connection. */
export const profile = pragmas([
  ...allowing,
  'main.synchronous = FULL',
  'fullfsync = ON',
  'checkpoint_fullfsync = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'main.secure_delete = ON',
  'temp_store = MEMORY',
  'wal_autocheckpoint = 4000',
  'main.journal_size_limit = 67108864',
  'main.locking_mode = NORMAL',
  'recursive_triggers = OFF',
  'reverse_unordered_selects = OFF',
  `busy_timeout = ${busyTimeoutMs}`,
])

const unmet = (setting: string): LedgerError => refusal('path', `cannot set ${setting}`)
