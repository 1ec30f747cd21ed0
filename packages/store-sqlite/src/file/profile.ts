import type { CannotOpen, LedgerError } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { refusal } from '../errors.js'

/** Set on every open, since most of it is not kept in the file; what durability rests on is read back. Throws CannotOpen. */
export const setProfile = (db: Database, isMemory: boolean, isReadonly: boolean): void => {
  const journal = db.pragma(isReadonly ? 'main.journal_mode' : 'main.journal_mode = WAL', { simple: true })
  db.exec(profile)
  if (!isReadonly && journal !== (isMemory ? 'memory' : 'wal')) throw unmet(`journal_mode ${String(journal)}`)
  if (Number(db.pragma('main.synchronous', { simple: true })) !== 2) throw unmet('synchronous')
  if (Number(db.pragma('main.secure_delete', { simple: true })) !== 1) throw unmet('secure_delete')
}

/** The settings that hold whatever a projection of the host does to the connection. */
export const profile = [
  'main.synchronous = FULL',
  'fullfsync = ON',
  'checkpoint_fullfsync = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'main.secure_delete = ON',
  'temp_store = MEMORY',
  'wal_autocheckpoint = 4000',
  'main.journal_size_limit = 67108864',
]
  .map((setting) => `PRAGMA ${setting};`)
  .join('\n')

const unmet = (setting: string): LedgerError<CannotOpen> => refusal('path', `cannot set ${setting}`)
