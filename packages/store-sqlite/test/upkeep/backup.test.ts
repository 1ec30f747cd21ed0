import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { openStore, sqliteStore } from '../../src/store.js'
import { faultyEngine, sqliteError } from '../faults/faulty-engine.js'
import { epochOf, eventsOf, headOf, leftOf, rightOf, sampleAppend, sampleAppends } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

describe('backup', () => {
  it('copies the log with what is still in the WAL, under an epoch of its own', { tags: 'fault:backup' }, async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    const copy = `${path}.copy`
    const store = sqliteStore({ path })
    await rightOf(store.append('1', sampleAppends(50)))
    await rightOf(store.backup(copy))
    const copied = sqliteStore({ path: copy })
    expect(await eventsOf(copied.readAll('1', 0, 100))).toEqual(await eventsOf(store.readAll('1', 0, 100)))
    expect(await copied.body('1', 7)).toEqual(await store.body('1', 7))
    expect(await epochOf(copied)).not.toBe(await epochOf(store))
    expect((await rightOf(copied.verify())).findings).toEqual([])
    await Promise.all([store.close(), copied.close()])
    expect(statSync(copy).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(path, '..')).sort()).toEqual(['ledger.db', 'ledger.db.copy'])
    figures({ rounds: 1 })
  })

  it('that keeps the epoch, or leaves out the WAL, is told from one: sabotage', { tags: 'twin:backup' }, async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    const store = sqliteStore({ path })
    await rightOf(store.append('1', sampleAppends(50)))
    const plain = new Database(path)
    await plain.backup(`${path}.same-epoch`)
    plain.close()
    copyFileSync(path, `${path}.without-wal`)
    const [sameEpoch, withoutWal] = ['same-epoch', 'without-wal'].map((name) =>
      sqliteStore({ path: `${path}.${name}` }),
    )
    expect(await sameEpoch?.heads('', 9)).toEqual(await store.heads('', 9))
    expect(await withoutWal?.readAll('1', 0, 100)).not.toEqual(await store.readAll('1', 0, 100))
    for (const opened of [store, sameEpoch, withoutWal]) await opened?.close()
  })

  it('is whole while others write: each tenant’s log is a prefix', { tags: 'fault:backup' }, async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    const store = sqliteStore({ path })
    const other = sqliteStore({ path })
    await rightOf(store.append('1', sampleAppends(1_000)))
    let goesOn = true
    const writer = async (handle: typeof store, name: string): Promise<void> => {
      for (let n = 0; goesOn; n += 1) await rightOf(handle.append(name, [sampleAppend('s', `e${n}`)]))
    }
    const writers = [writer(store, 'own'), writer(other, 'other')]
    await rightOf(store.backup(`${path}.copy`))
    goesOn = false
    await Promise.all(writers)
    const copied = sqliteStore({ path: `${path}.copy` })
    expect((await rightOf(copied.verify())).isSound).toBe(true)
    for (const name of ['own', 'other']) {
      const events = await eventsOf(copied.readAll(name, 0, 10_000))
      expect(events).toEqual((await eventsOf(store.readAll(name, 0, 10_000))).slice(0, events.length))
    }
    await Promise.all([store.close(), other.close(), copied.close()])
    figures({ rounds: 1 })
  })

  it('replaces a file only when it is told to, never the log itself, and leaves nothing behind', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'ledger.db')
    const store = sqliteStore({ path })
    await rightOf(store.append('1', sampleAppends(3)))
    const there = join(folder, 'there')
    writeFileSync(there, 'something else')
    writeFileSync(join(folder, 'stale-wal'), 'frames of an earlier file')
    mkdirSync(join(folder, 'directory'))
    for (const to of ['', 'a\0b', ':memory:', 'file:x', path, there, join(folder, 'stale'), join(folder, 'directory')])
      expect(await leftOf(store.backup(to))).toMatchObject({ _tag: 'InvalidArgument', argument: 'path' })
    expect(await leftOf(store.backup(path, { overwrite: true }))).toMatchObject({ _tag: 'InvalidArgument' })
    expect(await leftOf(store.backup('/no/such/folder/copy'))).toMatchObject({ _tag: 'InvalidArgument' })
    expect(readdirSync(folder).filter((file) => file.endsWith('partial'))).toEqual([])
    await rightOf(store.backup(there, { overwrite: true }))
    await rightOf(store.backup(join(folder, 'stale'), { overwrite: true }))
    for (const name of ['there', 'stale']) {
      const copied = sqliteStore({ path: join(folder, name) })
      expect(await headOf(copied, '1')).toBe(3)
      await copied.close()
    }
    await store.close()
  })

  it('appears whole or not at all', { tags: 'fault:backup' }, async () => {
    const engine = faultyEngine()
    const path = join(temporaryFolder(), 'ledger.db')
    const store = openStore({ path }, engine.open)
    await rightOf(store.append('1', sampleAppends(3)))
    engine.fault = {
      before: (sql) => {
        if (sql.startsWith('INSERT OR REPLACE INTO main.meta')) throw sqliteError('SQLITE_FULL')
      },
    }
    expect(await leftOf(store.backup(`${path}.copy`))).toMatchObject({ _tag: 'StoreFull' })
    expect(existsSync(`${path}.copy`)).toBe(false)
    await store.close()
    expect(readdirSync(join(path, '..'))).toEqual(['ledger.db'])
  })
})
