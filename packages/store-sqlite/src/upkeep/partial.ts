import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'

import { codeOf } from '../errors.js'

/** What a database consists of: the file, and what SQLite keeps beside it. */
export const databaseParts = ['', '-wal', '-shm', '-journal'] as const

/** The name under which a copy is made, in the folder of its path: it says for which path, on which host, by which process. */
export const partialPath = (path: string): string => {
  const name = `${ownPrefix(path)}${process.pid}.${randomBytes(6).toString('hex')}${suffix}`
  active.add(name)
  return join(dirname(path), name)
}

/** The copies that this process is making. */
const active = new Set<string>()

const suffix = '.partial'

/** Names of files are short: of the path's own name there is the beginning, and a digest. */
const pathPrefix = (path: string): string => `${basename(path).slice(0, 48)}.${digest(basename(path))}.`

const ownPrefix = (path: string): string => `${pathPrefix(path)}${digest(hostname())}.`

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8)

/** Removes the database of a copy that was not finished. */
export const removeDatabase = (path: string): void => {
  for (const part of databaseParts) rmSync(path + part, { force: true })
  active.delete(basename(path))
}

/** Removes what an earlier file of this name left beside it. */
export const removeStaleParts = (path: string): void => {
  for (const part of databaseParts) if (part !== '') rmSync(path + part, { force: true })
}

/** Removes the unfinished copies for this path whose process was killed. */
export const removeLeftPartials = (path: string): void => {
  const folder = dirname(path)
  for (const name of readdirSync(folder)) {
    const end = name.indexOf(suffix)
    if (end < 0 || !name.startsWith(pathPrefix(path))) continue
    const partial = name.slice(0, end + suffix.length)
    if (isLeft(folder, partial, path)) removeDatabase(join(folder, partial))
  }
}

const isLeft = (folder: string, name: string, path: string): boolean => {
  if (active.has(name)) return false
  const pid = name.startsWith(ownPrefix(path)) ? Number.parseInt(name.slice(ownPrefix(path).length), 10) : undefined
  if (pid === process.pid || (pid !== undefined && !isRunning(pid))) return true
  // Of another host, or of a process whose number is in use again.
  const stat = statSync(join(folder, name), { throwIfNoEntry: false })
  return stat !== undefined && Date.now() - stat.mtimeMs > longestPauseMs
}

/** A copy that is being made is written to all the time. */
const longestPauseMs = 3_600_000

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESRCH'
  }
}
