import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { cannotOpenOf } from '../../src/errors.js'
import { checkEngine, type Engine, refuseUnfitPair } from '../../src/file/engine.js'
import { openStore } from '../../src/store.js'
import { refusalOf } from '../sample-event.js'
import { worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

const require = createRequire(import.meta.url)

/** A host's folder: the built store, core beside it, and a copy of better-sqlite3 that a test may break. */
const hostFolder = (): { readonly folder: string; readonly engine: string } => {
  const folder = temporaryFolder()
  const modules = join(folder, 'node_modules')
  const [store, engine] = [join(modules, '@partner-ledger/store-sqlite'), join(modules, 'better-sqlite3')]
  mkdirSync(join(modules, '@partner-ledger'), { recursive: true })
  const built = dirname(dirname(fileURLToPath(worker('open-at-once')))).replace(/test$/, '')
  for (const part of ['dist', 'package.json']) cpSync(join(built, part), join(store, part), { recursive: true })
  symlinkSync(join(built, '../core'), join(modules, '@partner-ledger/core'))
  const installed = dirname(require.resolve('better-sqlite3/package.json'))
  for (const part of ['lib', 'package.json', 'build/Release/better_sqlite3.node'])
    cpSync(join(installed, part), join(engine, part), { recursive: true })
  const bindings = createRequire(join(installed, 'x.js'))
  for (const name of ['bindings', 'file-uri-to-path']) {
    const from = name === 'bindings' ? bindings : createRequire(bindings.resolve('bindings'))
    cpSync(dirname(from.resolve(`${name}/package.json`)), join(modules, name), { recursive: true, dereference: true })
  }
  return { folder, engine }
}

const script = `
import { sqliteStore } from '@partner-ledger/store-sqlite'
try {
  await sqliteStore({ path: 'ledger.db' }).close()
  console.log(JSON.stringify({ reason: 'opened' }))
} catch (error) {
  const { reason, detail, cause } = error.error
  console.log(JSON.stringify({ reason, detail, cause: cause === error.cause ? cause?.message : 'another', name: error.name }))
}`

interface Ending {
  readonly reason: string
  readonly detail?: string
  readonly cause?: string
}

/** How opening ends in that folder; a process that dies says `died`. */
const openedIn = (folder: string): Ending => {
  writeFileSync(join(folder, 'open.mjs'), script)
  const { stdout, status } = spawnSync(process.execPath, ['open.mjs'], { cwd: folder, encoding: 'utf8' })
  return status === 0 ? (JSON.parse(stdout) as Ending) : { reason: 'died' }
}

const binary = 'build/Release/better_sqlite3.node'

describe('an engine that cannot be used', () => {
  it.each([
    ['that was not built', (engine: string) => rmSync(join(engine, binary)), /Could not locate the bindings file/],
    ['whose binary is garbage', (engine: string) => writeFileSync(join(engine, binary), 'x'), /better_sqlite3\.node/],
    ['whose binary is empty', (engine: string) => writeFileSync(join(engine, binary), ''), /better_sqlite3\.node/],
    [
      'that throws as it is loaded',
      (engine: string) =>
        writeFileSync(
          join(engine, 'lib/database.js'),
          'module.exports = class { constructor() { throw new Error("no engine") } }',
        ),
      /no engine$/,
    ],
  ])(
    '%s is refused with its own message as cause, and no file is made',
    { tags: 'fault:engine' },
    (_, broken, message) => {
      const { folder, engine } = hostFolder()
      broken(engine)
      const ended = openedIn(folder)
      expect(ended.reason).toBe('engine')
      expect(ended.detail).toMatch(message)
      expect(ended.cause).toMatch(message)
      expect(existsSync(join(folder, 'ledger.db'))).toBe(false)
      figures({ rounds: 1, refused: 1 })
    },
  )

  it('is not refused where it is whole: sabotage', () => {
    const { folder } = hostFolder()
    expect(openedIn(folder)).toEqual({ reason: 'opened' })
    expect(readdirSync(folder)).toContain('ledger.db')
  })
})

/** Makes an engine of another version, which ends the process when it is used. */
const fatal = (engine: string, version: string): void => {
  const manifest = JSON.parse(readFileSync(join(engine, 'package.json'), 'utf8')) as object
  writeFileSync(join(engine, 'package.json'), JSON.stringify({ ...manifest, version }))
  writeFileSync(join(engine, 'lib/database.js'), 'module.exports = class { constructor() { process.abort() } }')
}

describe('better-sqlite3 13 on Node 20', () => {
  const isOld = Number.parseInt(process.versions.node, 10) < 22

  it.skipIf(!isOld)('is refused in words before it is loaded', () => {
    const { folder, engine } = hostFolder()
    fatal(engine, '13.2.0')
    const ended = openedIn(folder)
    expect(ended).toMatchObject({ reason: 'engine', detail: expect.stringContaining('needs Node 22') as string })
    expect(existsSync(join(folder, 'ledger.db'))).toBe(false)
  })

  it('ends the process where it is loaded: sabotage', { tags: 'twin:engine' }, () => {
    const { folder, engine } = hostFolder()
    fatal(engine, '12.9.0')
    expect(openedIn(folder)).toEqual({ reason: 'died' })
  })

  it.each([
    ['13.0.0', '20.20.2', 'engine'],
    ['14.1.0', '21.0.0', 'engine'],
    ['13.0.0', '22.0.0', 'opened'],
    ['12.11.1', '20.20.2', 'opened'],
    [undefined, '20.20.2', 'opened'],
  ])('is known by its version: %s on %s is %s', (version, node, end) => {
    expect(refusalOf(() => refuseUnfitPair(version, node))).toBe(end)
  })
})

describe('errors of an engine that fails to load', () => {
  const refusedBy = (error: unknown): unknown => {
    const path = `${temporaryFolder()}/ledger.db`
    const open: Engine = () => {
      throw error
    }
    try {
      openStore({ path }, open)
    } catch (thrown) {
      expect(existsSync(path)).toBe(false)
      return (thrown as { error: unknown }).error
    }
    return 'opened'
  }

  it.each([
    new Error('Could not locate the bindings file. Tried:'),
    Object.assign(new Error('compiled against NODE_MODULE_VERSION 137'), { code: 'ERR_DLOPEN_FAILED' }),
    Object.assign(new Error('Error loading shared library ld-linux-x86-64.so.2'), { code: 'ERR_DLOPEN_FAILED' }),
    new Error('Module did not self-register'),
    { message: 'of another realm' },
  ])('are the cause of a refusal: %s', (error) => {
    expect(refusedBy(error)).toMatchObject({
      reason: 'engine',
      detail: `the native module of better-sqlite3 did not load: ${error.message}`,
      cause: error,
    })
  })

  it.each([
    Object.assign(new Error('open'), { code: 'EMFILE' }),
    Object.assign(new Error('x.node: cannot open: Too many open files'), { code: 'ERR_DLOPEN_FAILED' }),
  ])('are a lack of resources where that is the cause: %s', (error) => {
    expect(refusedBy(error)).toMatchObject({ reason: 'resources', cause: error, retryable: true })
  })

  it('are known by their code in any realm', () => {
    for (const [code, reason] of [
      ['SQLITE_NOTADB', 'not-a-ledger'],
      ['EACCES', 'permission'],
    ] as const) {
      const cause = Object.assign(Object.create(null) as object, { code })
      expect(cannotOpenOf(cause)).toMatchObject({ reason, cause })
    }
  })

  it('on a SQLite that loses what was committed when a WAL is reset', () => {
    for (const version of ['3.51.2', '3.50.9', '2.99.99', '3', ''])
      expect(refusalOf(() => checkEngine(version))).toBe('engine')
    for (const version of ['3.51.3', '3.52.0', '4.0.0']) expect(refusalOf(() => checkEngine(version))).toBe('opened')
  })
})
