import { statSync } from 'node:fs'
import { devNull } from 'node:os'

import type { LedgerError } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { codeOf, isBusy, refusal } from '../errors.js'
import { migrations } from '../schema/schema.js'
import { type Engine, inMemory, loadEngine } from './engine.js'
import { migrate, versionOf } from './migrate.js'
import { checkFile, createFile, removeEmpty, requireDescriptors } from './path.js'
import { busyTimeoutMs, setProfile } from './profile.js'

/**
 * Opens a ledger, and makes a new file one. Throws CannotOpen or what the engine throws; a refused file is not changed, and
 * a new one does not stay.
 */
export const openDatabase = (path: string, open: Engine, isReadonly = false): Database => {
  loadEngine(open)
  if (path === inMemory) {
    if (isReadonly) throw refusal('path', 'a log in memory is not opened readonly')
    return opened(path, open, isReadonly)
  }
  const isNew = !isReadonly && createFile(path)
  try {
    checkFile(path, isReadonly)
    return opened(path, open, isReadonly)
  } catch (error) {
    // Whoever holds a lock may be making this very file a ledger.
    if (isNew && !isBusy(error)) removeEmpty(path)
    if (codeOf(error)?.startsWith('SQLITE_CANTOPEN') === true) requireDescriptors(devNull)
    throw error
  }
}

const opened = (path: string, open: Engine, isReadonly: boolean): Database => {
  const before = path === inMemory ? undefined : statSync(path, { bigint: true })
  const db = open(path, { timeoutMs: busyTimeoutMs, isReadonly })
  try {
    const version = versionOf(db)
    if (isReadonly && version < migrations.length) throw older(version)
    setProfile(db, path === inMemory, isReadonly)
    // A ledger of today needs no lock, for which busy writers might let it wait in vain.
    if (version < migrations.length) migrate(db)
    const after = before === undefined ? undefined : statSync(path, { bigint: true })
    if (before?.ino !== after?.ino || before?.dev !== after?.dev)
      throw refusal('path', 'the file was replaced while it was opened')
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const older = (version: number): LedgerError =>
  version === 0
    ? refusal('not-a-ledger', 'the file is empty')
    : refusal('older', `version ${version} of the file: open it without readonly once`)
