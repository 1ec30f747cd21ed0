import { chmodSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import { epochOf, headOf, leftOf, refusalOf, rightOf, sampleAppend, sampleAppends, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const ledger = async (): Promise<string> => {
  const path = join(temporaryFolder(), 'ledger.db')
  const store = sqliteStore({ path })
  await rightOf(store.append('1', sampleAppends(3)))
  await store.close()
  return path
}

describe('a store that is opened readonly', () => {
  it('reads what another writes meanwhile, and writes nothing', async () => {
    const path = await ledger()
    const [store, writer] = [sqliteStore({ path, readonly: true }), sqliteStore({ path })]
    await rightOf(writer.append('1', [sampleAppend('s', 'meanwhile')]))
    expect((await rightOf(store.readAll('1', 0, 9))).events).toHaveLength(4)
    const checkpoint = { epoch: await epochOf(store), position: 1, replayUntil: 0 }
    const place = { name: 'n', tenant: '1' }
    for (const write of [
      () => store.append('1', [sampleAppend('s', 'x')]),
      () => store.forget('1', 's0', 9, 2e12),
      () => store.checkpoints.put(place, 0, checkpoint),
      () => store.putWith({ place, expected: 0, checkpoint }, (db) => db.exec('CREATE TABLE t (x)')),
      () => store.index.clear('1'),
    ])
      expect(await leftOf(write())).toMatchObject({ _tag: 'ReadOnly' })
    expect((await rightOf(store.verify())).findings).toEqual([])
    await rightOf(store.backup(`${path}.copy`))
    await Promise.all([store.close(), writer.close()])
    expect(await headOf(sqliteStore({ path: `${path}.copy`, readonly: true }), '1')).toBe(4)
  })

  it('writes where it is not readonly: sabotage', async () => {
    const store = sqliteStore({ path: await ledger(), readonly: false })
    expect(await tagsOf(store.append('1', [sampleAppend('s', 'x')]))).toBe('appended')
    await store.close()
  })

  it('makes no file, and refuses one that is no ledger or of an earlier version', async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    const open = (): unknown => sqliteStore({ path, readonly: true })
    expect(refusalOf(open)).toBe('path')
    expect(existsSync(path)).toBe(false)
    const db = new Database(path)
    db.exec('VACUUM')
    db.close()
    expect(refusalOf(open)).toBe('not-a-ledger')
    expect(refusalOf(() => sqliteStore({ path: ':memory:', readonly: true }))).toBe('path')
    expect(readdirSync(join(path, '..'))).toEqual(['ledger.db'])
  })

  it('keeps the mode of a file that may only be read', async () => {
    const path = await ledger()
    chmodSync(path, 0o400)
    const store = sqliteStore({ path, readonly: true })
    expect(await headOf(store, '1')).toBe(3)
    await store[Symbol.asyncDispose]()
    expect(await leftOf(store.heads('', 1))).toMatchObject({ _tag: 'StoreClosed' })
  })
})
