import { accessSync, closeSync, constants, openSync, realpathSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

import { codeOf, refusal } from '../errors.js'
import { inMemory } from './engine.js'
import { isInRollbackMode } from './raw-header.js'

/** What is wrong with a path, whatever lies there; `undefined`: nothing. */
export const pathFault = (path: unknown): string | undefined => {
  if (typeof path !== 'string' || path === '') return 'a path is non-empty text'
  if (path.includes('\0')) return 'a path holds no NUL'
  if (/^file:/i.test(path)) return 'a path is not a URI'
  return path !== inMemory && /^:.*:$/.test(path) ? `only ${inMemory} is special` : undefined
}

/** The path of a ledger, absolute: it names the same file after the process changed its folder. Throws CannotOpen. */
export const ledgerPath = (path: unknown): string => {
  const fault = pathFault(path)
  if (fault !== undefined) throw refusal('path', fault)
  return path === inMemory ? inMemory : resolve(path as string)
}

/**
 * Makes the file where there is none, its owner's alone; -wal and -shm take over its mode. Returns whether it was made.
 * Throws CannotOpen, or what the file system throws.
 */
export const createFile = (path: string): boolean => {
  try {
    closeSync(openSync(path, 'wx', 0o600))
    return true
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return false
  }
}

/** Throws CannotOpen where what lies at the path cannot be a ledger that is written to. */
export const checkFile = (path: string, isReadonly: boolean): void => {
  const stat = statSync(path)
  if (!stat.isFile()) throw refusal('path', 'not a file')
  accessSync(path, isReadonly ? constants.R_OK : constants.R_OK | constants.W_OK)
  const real = realpathSync(path)
  // SQLite keeps the -wal and the -shm beside the file, also for readers.
  accessSync(dirname(real), constants.W_OK)
  if (stat.nlink > 1) throw refusal('path', 'the file has a second hard link, and would have a second -wal')
  // SQLite takes a file of one byte for an empty one.
  if (stat.size > 0 && stat.size < smallestDatabase) throw refusal('not-a-ledger', `a file of ${stat.size} bytes`)
  if (sizeOf(`${real}-wal`) > 0) refuseForeignWal(real)
}

const smallestDatabase = 512

/** The size of a file; 0 where there is none, or cannot be one of so long a name. */
const sizeOf = (file: string): number => {
  try {
    return statSync(file, { throwIfNoEntry: false })?.size ?? 0
  } catch (error) {
    if (codeOf(error) === 'ENAMETOOLONG') return 0
    throw error
  }
}

/**
 * SQLite would apply a -wal to any file beside it. It takes an empty file for a new one and deletes the -wal, with what only
 * the -wal holds; and a copy that `backup` made is in rollback mode until it is opened, so that no -wal can be its own.
 */
const refuseForeignWal = (path: string): void => {
  // The WAL was looked at first: whoever makes a ledger writes to the file before there is a WAL.
  if (sizeOf(path) === 0) throw refusal('damaged', 'the file is empty, the WAL beside it is not')
  if (isInRollbackMode(path))
    throw refusal('path', 'the -wal beside the file belongs to another one: see docs/guide/restoring.md')
}

/** Takes an empty file away that opening made in vain. */
export const removeEmpty = (path: string): void => {
  if (sizeOf(path) === 0 && sizeOf(`${path}-wal`) === 0) rmSync(path, { force: true })
}

/** Throws what the file system throws where the process has no file descriptors left for a database. */
export const requireDescriptors = (device: string): void => {
  const opened: number[] = []
  try {
    for (let count = 0; count < descriptorsOfDatabase; count += 1) opened.push(openSync(device, 'r'))
  } finally {
    for (const descriptor of opened) closeSync(descriptor)
  }
}

/** The file, its -wal, its -shm, and one for the folder. */
const descriptorsOfDatabase = 4
