import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { checkEngine } from '../../src/file/engine.js'
import { openStore, sqliteStore } from '../../src/store.js'
import { faultyEngine, sqliteError } from '../faults/faulty-engine.js'
import { headOf, refusalOf, rightOf, sampleAppends } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const profileOf = (db: Database.Database | undefined): Record<string, unknown> =>
  Object.fromEntries(
    ['journal_mode', 'synchronous', 'trusted_schema', 'cell_size_check', 'secure_delete', 'temp_store', 'busy_timeout']
      .concat('wal_autocheckpoint', 'application_id', 'user_version')
      .map((name) => [name, db?.pragma(name, { simple: true })]),
  )

const profile = {
  journal_mode: 'wal',
  synchronous: 2,
  trusted_schema: 0,
  cell_size_check: 1,
  secure_delete: 1,
  temp_store: 2,
  busy_timeout: 10,
  wal_autocheckpoint: 4000,
  application_id: 0x504c6564,
  user_version: 1,
}

describe('opening', () => {
  it(
    'sets the profile on the very connection that is used, also on a file that is opened again',
    { tags: 'fault:sync' },
    async () => {
      const path = join(temporaryFolder(), 'ledger.db')
      for (let opening = 0; opening < 2; opening += 1) {
        const engine = faultyEngine()
        const store = openStore({ path }, engine.open)
        expect(engine.opened.map(profileOf)).toEqual([profile])
        await store.close()
      }
      figures({ rounds: 2 })
    },
  )

  it('finds a profile that is not set: sabotage', { tags: 'twin:sync' }, async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    await sqliteStore({ path }).close()
    const plain = new Database(path)
    expect(profileOf(plain)).not.toEqual(profile)
    expect(profileOf(plain)['synchronous']).toBe(1)
    plain.close()
  })

  it('makes files that are their owner’s alone', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    const store = sqliteStore({ path })
    await rightOf(store.append('1', sampleAppends(1)))
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600)
    await store.close()
  })

  it('leaves the mode of a file that was there', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    writeFileSync(path, '')
    chmodSync(path, 0o640)
    await sqliteStore({ path }).close()
    expect(statSync(path).mode & 0o777).toBe(0o640)
  })

  it('needs no lock where the file is a ledger, whoever writes and for however long', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    await sqliteStore({ path }).close()
    const other = new Database(path)
    other.exec('BEGIN IMMEDIATE')
    const store = sqliteStore({ path, busyMs: 0 })
    expect(await headOf(store, '1')).toBe(0)
    await store.close()
    other.close()
  })

  it('keeps a log in memory by that name only', async () => {
    const store = sqliteStore({ path: ':memory:' })
    await rightOf(store.append('1', sampleAppends(2)))
    expect(await headOf(store, '1')).toBe(2)
    await rightOf(store.forget('1', 's0', 1, 2e12))
    expect((await rightOf(store.verify())).isSound).toBe(true)
    await store.close()
    expect(existsSync(':memory:')).toBe(false)
  })
})

describe('opening is refused', () => {
  it.each([
    '',
    'a\0b',
    'file:ledger.db',
    'FILE:ledger.db',
    ':temp:',
    '/no/such/folder/ledger.db',
    '/dev/null/ledger.db',
  ])('for the path %j', (path) => {
    expect(refusalOf(() => sqliteStore({ path }))).toBe('path')
  })

  it('for a directory', () => {
    const folder = join(temporaryFolder(), 'ledger.db')
    mkdirSync(folder)
    expect(refusalOf(() => sqliteStore({ path: folder }))).toBe('path')
  })

  it.each([undefined, 5, {}])('for %j in the place of a path', (path) => {
    expect(refusalOf(() => sqliteStore({ path: path as unknown as string }))).toBe('path')
  })

  it('for a file of another kind, which stays as it was', () => {
    const folder = temporaryFolder()
    const garbage = join(folder, 'garbage')
    writeFileSync(garbage, 'no database at all '.repeat(300))
    const foreign = join(folder, 'foreign.db')
    const other = new Database(foreign)
    other.exec('CREATE TABLE theirs (x); PRAGMA user_version = 1')
    other.close()
    for (const path of [garbage, foreign]) {
      const before = readFileSync(path)
      expect(refusalOf(() => sqliteStore({ path }))).toBe('not-a-ledger')
      expect(readFileSync(path).equals(before)).toBe(true)
    }
  })

  it('for a ledger of a later version', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    await sqliteStore({ path }).close()
    edit(path, 'PRAGMA user_version = 2')
    expect(refusalOf(() => sqliteStore({ path }))).toBe('newer')
  })

  it('for a ledger whose tables are damaged', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    await sqliteStore({ path }).close()
    edit(path, 'DROP TABLE bodies')
    expect(refusalOf(() => sqliteStore({ path }))).toBe('damaged')
    edit(path, 'PRAGMA user_version = 0')
    expect(refusalOf(() => sqliteStore({ path }))).toBe('damaged')
  })

  it('while another holds the lock of a file that is no ledger yet, and no longer', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    const other = new Database(path)
    other.exec('BEGIN EXCLUSIVE')
    expect(refusalOf(() => sqliteStore({ path, busyMs: 50 }))).toBe('locked')
    other.close()
    await sqliteStore({ path, busyMs: 50 }).close()
  })

  it('when the disk fails', () => {
    const engine = faultyEngine()
    engine.fault = {
      before: (sql) => {
        if (sql.includes('sqlite_schema')) throw sqliteError('SQLITE_IOERR_READ')
      },
    }
    const path = join(temporaryFolder(), 'ledger.db')
    expect(refusalOf(() => openStore({ path }, engine.open))).toBe('disk')
    expect(engine.opened.map(({ open }) => open)).toEqual([false])
  })

  it('on an engine that loses what was committed when a WAL is reset', () => {
    for (const version of ['3.51.2', '3.50.9', '2.99.99', '3', ''])
      expect(refusalOf(() => checkEngine(version))).toBe('engine')
    for (const version of ['3.51.3', '3.52.0', '4.0.0']) expect(refusalOf(() => checkEngine(version))).toBe('opened')
  })
})

const edit = (path: string, sql: string): void => {
  const db = new Database(path)
  db.exec(sql)
  db.close()
}
