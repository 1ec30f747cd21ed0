import { join } from 'node:path'

import { sqliteStore } from '@partner-ledger/store-sqlite'
import Database from 'better-sqlite3'

/** A file with the tables of a ledger, opened by hand and as durably as the store opens it. */
export const openRawFile = async (folder: string): Promise<Database.Database> => {
  const path = join(folder, 'raw.db')
  await sqliteStore({ path }).close()
  return openRaw(path)
}

/** Opens a file that is there, with the settings of the store that cost time. */
export const openRaw = (path: string): Database.Database => {
  const db = new Database(path)
  for (const setting of profile) db.pragma(setting)
  return db
}

const profile = [
  'journal_mode = WAL',
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
