import { readdirSync, realpathSync, statSync } from 'node:fs'

import { type StoreError, unavailable } from '@partner-ledger/core/store'

import { storeErrorOf } from '../errors.js'

/** What a store answers from the moment at which its file, or what SQLite keeps beside it, is another one than was opened. */
export const fileReplaced: StoreError = unavailable('file-replaced')

/** Compares the files at the path of an open ledger with those that were opened. */
export interface FileWatch {
  /** The fault for which nothing may be written now; `fileReplaced` stays for ever. */
  look(): StoreError | undefined
  /** The same, but looks at the disk once in a while only: for reads, which cost less than a look. */
  glance(): StoreError | undefined
  /** Says that the database was closed: what SQLite keeps beside the file may go from now on. */
  closed(): void
  /** The -wal and the -shm that are still there although no name leads to their file any more: they are of no use. */
  orphans(): readonly string[]
}

/** A log in memory has no file. */
export const memoryWatch: FileWatch = {
  look: () => undefined,
  glance: () => undefined,
  closed: () => {},
  orphans: () => [],
}

/** How a part of a ledger is known: an inode number alone is used again for another file. */
interface Identity {
  readonly device: bigint
  readonly inode: bigint
}

/** The -shm as well: processes that do not share it do not share their locks. */
const suffixes = ['', '-wal', '-shm'] as const

/**
 * Remembers the files of a database that was opened and read from; from then on SQLite neither removes nor replaces them
 * while it is open. `onRemoved` is called once where the file is still there but the -wal or the -shm is not, and nobody
 * has made new ones. Times are in ms.
 */
export const watchFile = (path: string, glanceMs: number, now: () => number, onRemoved: () => void): FileWatch => {
  const files = suffixes.map((suffix) => (suffix === '' ? path : `${realpathSync(path)}${suffix}`))
  const known = files.map(identityOf)
  let isReplaced = false
  let isClosed = false
  let lookedAt = now()

  const look = (): StoreError | undefined => {
    if (isReplaced) return fileReplaced
    lookedAt = now()
    try {
      const present = files.map(identityOf)
      // In rollback mode, in which a copy is opened readonly, they are not there until another process makes them.
      for (const [part, identity] of present.entries()) known[part] ??= identity
      if (present.every((identity, part) => isSame(identity, known[part]) || (isClosed && part > 0))) return undefined
      isReplaced = true
      if (isSame(present[0], known[0]) && present.includes(undefined)) onRemoved()
      return fileReplaced
    } catch (error) {
      return storeErrorOf(error)
    }
  }

  return {
    look,
    glance: () => (isReplaced || now() - lookedAt >= glanceMs ? look() : undefined),
    closed: () => {
      isClosed = true
    },
    orphans: () =>
      isUnlinked(known[0])
        ? files.filter((file, part) => part > 0 && isSame(identityOf(file), known[part]) && known[part] !== undefined)
        : [],
  }
}

const identityOf = (file: string): Identity | undefined => {
  const stat = statSync(file, { bigint: true, throwIfNoEntry: false })
  return stat === undefined ? undefined : { device: stat.dev, inode: stat.ino }
}

const isSame = (one: Identity | undefined, other: Identity | undefined): boolean =>
  one?.inode === other?.inode && one?.device === other?.device

/** Whether a file that this process has open lost its last name; `false` where the system does not say so. */
const isUnlinked = (file: Identity | undefined): boolean => {
  if (process.platform !== 'linux') return false
  const links = readdirSync(descriptors).flatMap((descriptor) => {
    const stat = statSync(`${descriptors}/${descriptor}`, { bigint: true, throwIfNoEntry: false })
    return stat !== undefined && stat.ino === file?.inode && stat.dev === file.device ? [stat.nlink] : []
  })
  return links.length > 0 && links.every((count) => count === 0n)
}

const descriptors = '/proc/self/fd'
