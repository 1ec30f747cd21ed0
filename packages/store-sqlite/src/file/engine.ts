import { createRequire } from 'node:module'

import Database from 'better-sqlite3'

import { cannotOpenOf, codeOf, refusal } from '../errors.js'

/** How a file is opened. `isReadonly`: nothing is written to it, and it is not made. */
export interface EngineOptions {
  readonly timeoutMs: number
  readonly isReadonly?: boolean
}

/** Opens the file as better-sqlite3 does. Tests hand in one that fails. */
export type Engine = (path: string, options: EngineOptions) => Database.Database

export const engine: Engine = (path, { timeoutMs, isReadonly = false }) =>
  new Database(untrimmed(path), { timeout: timeoutMs, readonly: isReadonly, fileMustExist: isReadonly })

/** better-sqlite3 trims paths. SQLite leaves out an empty last name. */
const untrimmed = (path: string): string => (path === path.trimEnd() ? path : `${path}/`)

export const inMemory = ':memory:'

/**
 * Loads the engine before any file is made, and refuses one that is missing, of another Node, or too old. Throws a
 * LedgerError with CannotOpen, whose cause is the engine's own error.
 */
export const loadEngine = (open: Engine): void => {
  if (loaded.has(open)) return
  if (open === engine) refuseUnfitPair(installedVersion(), process.versions.node)
  const probe = probeOf(open)
  try {
    checkEngine(probe.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '')
  } finally {
    probe.close()
  }
  loaded.add(open)
}

const loaded = new WeakSet<Engine>()

const probeOf = (open: Engine): Database.Database => {
  try {
    return open(inMemory, { timeoutMs: 0 })
  } catch (error) {
    const { reason, detail } = cannotOpenOf(error)
    if (reason === 'resources' || /too many open files/i.test(messageOf(error)))
      throw refusal('resources', detail, error)
    // A binary of another Node has a code, one that is not there has none: both say what is wrong in their message.
    const message = codeOf(error)?.startsWith('SQLITE_') === true ? detail : messageOf(error)
    throw refusal('engine', `the native module of better-sqlite3 did not load: ${message}`, error)
  }
}

const messageOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : String(thrown)

/** better-sqlite3 13 ends a process of Node 20 by a segmentation fault when its binary is loaded. */
export const refuseUnfitPair = (version: string | undefined, node: string): void => {
  const [engineMajor, nodeMajor] = [version, node].map((text) => Number.parseInt(text ?? '', 10))
  if (engineMajor === undefined || nodeMajor === undefined || !(engineMajor >= 13 && nodeMajor < 22)) return
  throw refusal('engine', `better-sqlite3 ${version} needs Node 22, this is ${node}: install better-sqlite3 12`)
}

/** The version of better-sqlite3 by its manifest; `undefined`: it was bundled, and has none. */
const installedVersion = (): string | undefined => {
  try {
    const manifest: unknown = createRequire(import.meta.url)('better-sqlite3/package.json')
    const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest && manifest.version
    return typeof version === 'string' ? version : undefined
  } catch {
    return undefined
  }
}

/** Older engines may lose what was committed when a WAL is reset. */
const oldestEngine = [3, 51, 3] as const

/** Throws a LedgerError with CannotOpen for an older SQLite. */
export const checkEngine = (version: string): void => {
  const parts = version.split('.').map(Number)
  for (const [index, least] of oldestEngine.entries()) {
    const part = parts[index] ?? 0
    if (part > least) return
    if (part < least) throw refusal('engine', `SQLite ${version} is older than ${oldestEngine.join('.')}`)
  }
}
