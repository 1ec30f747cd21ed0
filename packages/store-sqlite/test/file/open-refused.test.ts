import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { openStore, sqliteStore } from '../../src/store.js'
import { faultyEngine, sqliteError } from '../faults/faulty-engine.js'
import { refusalOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

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

  it.each([
    ['whose -wal would have too long a name', (folder: string) => `${folder}/${'n'.repeat(254)}`, 'path'],
    ['of one byte', (folder: string) => written(`${folder}/one`, 'x'), 'not-a-ledger'],
    ['that is shorter than a header', (folder: string) => written(`${folder}/short`, 'x'.repeat(99)), 'not-a-ledger'],
    ['that is a loop of links', (folder: string) => linked(`${folder}/loop`, `${folder}/loop`), 'path'],
    ['that is a link to nothing', (folder: string) => linked(`${folder}/none`, `${folder}/dangling`), 'path'],
  ])('for a file %s, and none is made', (_, pathIn, reason) => {
    const folder = temporaryFolder()
    const path = pathIn(folder)
    const before = readdirSync(folder)
    expect(refusalOf(() => sqliteStore({ path }))).toBe(reason)
    expect(readdirSync(folder)).toEqual(before)
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
})

const written = (path: string, text: string): string => {
  writeFileSync(path, text)
  return path
}

const linked = (target: string, path: string): string => {
  symlinkSync(target, path)
  return path
}

const edit = (path: string, sql: string): void => {
  const db = new Database(path)
  db.exec(sql)
  db.close()
}
