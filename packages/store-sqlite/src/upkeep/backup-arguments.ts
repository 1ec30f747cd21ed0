import { lstatSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import { type InvalidArgument, invalidArgument } from '@partner-ledger/core/store'

import { inMemory } from '../file/engine.js'
import { pathFault } from '../file/path.js'
import type { BackupSource } from './copy-pages.js'
import { databaseParts } from './partial.js'

/**
 * `overwrite`: whether a file at the path may be replaced; `false` by default. An aborted `signal` ends the work with
 * `Unavailable`, and leaves an older copy as it was.
 */
export interface BackupOptions {
  readonly overwrite?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

export const backupExists = invalidArgument('path', 'a path where no file is, unless `overwrite` is true')

/** Why a copy may not be made there; `undefined`: it may. Throws what the file system throws. */
export const backupArguments = (
  log: Pick<BackupSource, 'db' | 'path'>,
  to: unknown,
  options: BackupOptions | undefined,
): InvalidArgument | undefined => {
  const fault = pathFault(to)
  if (typeof to !== 'string' || to === inMemory || fault !== undefined)
    return invalidArgument('path', fault ?? 'the path of a file')
  const { overwrite = false, signal } = options ?? {}
  if (typeof overwrite !== 'boolean') return invalidArgument('overwrite', 'true or false')
  if (signal !== undefined && typeof signal.aborted !== 'boolean') return invalidArgument('signal', 'an AbortSignal')
  if (isOwnFile(log, to)) return invalidArgument('path', 'another file than those of the log itself')
  const there = statSync(to, { throwIfNoEntry: false })
  if (there?.isFile() === false) return invalidArgument('path', 'the path of a file')
  if (overwrite) return undefined
  if (lstatSync(to, { throwIfNoEntry: false }) !== undefined) return backupExists
  // SQLite would replay what an earlier file of this name left behind.
  return databaseParts.some((part) => part !== '' && exists(to + part))
    ? invalidArgument('path', 'a path without a -wal, -shm or -journal beside it')
    : undefined
}

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** Whether the copy, or what SQLite keeps beside it, is a file of the log, by any name that leads to it. */
const isOwnFile = ({ db, path }: Pick<BackupSource, 'db' | 'path'>, to: string): boolean => {
  if (db.memory) return false
  const own = databaseParts.map((part) => realpathSync(path) + part)
  return databaseParts.some((part) => own.some((file) => isSameFile(file, to + part)))
}

const isSameFile = (own: string, other: string): boolean => {
  if (own === spelled(other)) return true
  const [one, two] = [own, other].map((path) => statSync(path, { bigint: true, throwIfNoEntry: false }))
  return one !== undefined && one.dev === two?.dev && one.ino === two.ino
}

/** The path as the file system spells its folder. */
const spelled = (path: string): string => join(realpathSync(dirname(path)), basename(path))
