import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import {
  type Either,
  type InvalidArgument,
  invalidArgument,
  left,
  right,
  type StoreError,
} from '@partner-ledger/core/store'

import { backupArguments, backupExists, type BackupOptions } from './backup-arguments.js'
import { type BackupSource, copyPages } from './copy-pages.js'
import { codeOf, storeErrorOf } from '../errors.js'
import { moveToNewEpoch } from './move-epoch.js'
import { partialPath, removeDatabase, removeLeftPartials, removeStaleParts } from './partial.js'

/**
 * Copies the open log to a file while others write to it, and ends however busy they are. The copy appears whole or not at
 * all: one rename puts it in place of an older one. It is readable by its owner alone, has an epoch of its own, to which its
 * checkpoints were moved, and is in rollback mode until it is opened, by which a -wal beside it is known for another file's.
 */
export const backupTo = async (
  source: BackupSource,
  to: unknown,
  options: BackupOptions | undefined,
): Promise<Either<StoreError, void>> => {
  let partial: string | undefined
  try {
    const fault = backupArguments(source, to, options)
    if (fault !== undefined) return left(fault)
    const { overwrite = false, signal } = options ?? {}
    const path = existsSync(to as string) ? realpathSync(to as string) : resolve(to as string)
    removeLeftPartials(path)
    partial = partialPath(path)
    const copied = await copyPages(source, partial, signal)
    if (copied._tag === 'Left') return copied
    finish(source, partial)
    publish(partial, path, overwrite)
    return right(undefined)
  } catch (error) {
    return left(pathError(error) ?? storeErrorOf(error))
  } finally {
    if (partial !== undefined) removeDatabase(partial)
  }
}

const finish = ({ engine }: BackupSource, partial: string): void => {
  const copy = engine(partial, { timeoutMs: 0 })
  try {
    copy.pragma('journal_mode = DELETE')
    moveToNewEpoch(copy)
  } finally {
    copy.close()
  }
  synced(partial)
}

/** Nothing runs between the last look at the path and the rename. */
const publish = (partial: string, path: string, overwrite: boolean): void => {
  if (!overwrite && existsSync(path)) throw Object.assign(new Error('a file appeared'), { code: 'EEXIST' })
  removeStaleParts(path)
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

const pathError = (error: unknown): InvalidArgument | undefined => {
  const code = codeOf(error) ?? ''
  if (code === 'EEXIST') return backupExists
  const isPath = /^E(ACCES|PERM|ROFS|NOENT|NOTDIR|ISDIR|NAMETOOLONG|LOOP|INVAL|NOTEMPTY|XDEV)$/.test(code)
  return isPath ? invalidArgument('path', `a path that a file can be created at (${code})`) : undefined
}
