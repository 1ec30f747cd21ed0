import { chmodSync, existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { openStore, sqliteStore } from '../../src/store.js'
import { faultyEngine } from '../faults/faulty-engine.js'
import { headOf, rightOf, sampleAppends } from '../sample-event.js'
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

  it('keeps a name that ends in white space, which the engine by itself would cut off', async () => {
    const folder = temporaryFolder()
    const store = sqliteStore({ path: join(folder, 'ledger ') })
    await rightOf(store.append('1', sampleAppends(2)))
    await rightOf(store.backup(join(folder, 'copy ')))
    await store.close()
    expect(readdirSync(folder).sort()).toEqual(['copy ', 'ledger '])
    const copy = sqliteStore({ path: join(folder, 'copy ') })
    expect(await headOf(copy, '1')).toBe(2)
    await copy.close()
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
