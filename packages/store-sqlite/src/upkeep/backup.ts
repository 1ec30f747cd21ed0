import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

import {
  type Either,
  type InvalidArgument,
  invalidArgument,
  left,
  right,
  type StoreError,
} from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { codeOf, storeErrorOf } from '../errors.js'
import { moveToNewEpoch } from './move-epoch.js'
import { type Engine, inMemory } from '../file/open-database.js'

/** `overwrite`: whether a file at the path may be replaced; `false` by default. */
export interface BackupOptions {
  readonly overwrite?: boolean
}

/**
 * Copies the open log to a new file while others go on writing. The copy appears whole or not at all, is readable by its
 * owner alone, and has an epoch of its own, to which its checkpoints were moved.
 */
export const backupTo = async (
  db: Database,
  path: string,
  { overwrite = false }: BackupOptions,
  engine: Engine,
): Promise<Either<StoreError, void>> => {
  const fault = checkPath(db, path, overwrite)
  if (fault !== undefined) return left(fault)
  const partial = `${path}.${crypto.randomUUID()}.partial`
  try {
    closeSync(openSync(partial, 'wx', 0o600))
    await db.backup(partial, { progress: () => pagesPerStep })
    const copy = engine(partial, 0)
    try {
      moveToNewEpoch(copy)
    } finally {
      copy.close()
    }
    synced(partial)
    publish(partial, path, overwrite)
    return right(undefined)
  } catch (error) {
    return left(pathError(error) ?? storeErrorOf(error))
  } finally {
    remove(partial)
  }
}

const pagesPerStep = 512

const beside = ['-wal', '-shm', '-journal'] as const

const checkPath = (db: Database, path: unknown, overwrite: boolean): InvalidArgument | undefined => {
  const isPath = typeof path === 'string' && path !== '' && path !== inMemory && !path.includes('\0')
  if (!isPath || /^file:/i.test(path)) return invalidArgument('path', 'the path of a file')
  if (isSameFile(db, path)) return invalidArgument('path', 'another file than the log itself')
  if (overwrite) return undefined
  if (existsSync(path)) return exists
  // SQLite would replay what an earlier file of this name left behind.
  return beside.some((suffix) => existsSync(path + suffix))
    ? invalidArgument('path', 'a path without a -wal, -shm or -journal beside it')
    : undefined
}

const exists = invalidArgument('path', 'no file at this path, or the option overwrite')

const isSameFile = (db: Database, path: string): boolean => {
  if (db.memory || !existsSync(path)) return false
  const [own, other] = [statSync(db.name, { throwIfNoEntry: false }), statSync(path)]
  return own?.dev === other.dev && own.ino === other.ino
}

/** Takes the name first, so that of two backups to one path one is refused; the rename replaces the empty file. */
const publish = (partial: string, path: string, overwrite: boolean): void => {
  if (overwrite) remove(path)
  closeSync(openSync(path, 'wx', 0o600))
  renameSync(partial, path)
  synced(dirname(path))
}

const synced = (path: string): void => {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

const remove = (path: string): void => {
  for (const suffix of ['', ...beside]) rmSync(path + suffix, { force: true })
}

const pathError = (error: unknown): InvalidArgument | undefined => {
  const code = codeOf(error) ?? ''
  if (code === 'EEXIST') return exists
  const isPath = /^E(ACCES|PERM|ROFS|NOENT|NOTDIR|ISDIR|NAMETOOLONG|LOOP|INVAL)$/.test(code)
  return isPath ? invalidArgument('path', `a path that a file can be created at (${code})`) : undefined
}
