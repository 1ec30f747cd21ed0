import { existsSync } from 'node:fs'

import { type LogMark, right } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { faultyEngine, sqliteError } from '../faults/faulty-engine.js'
import { indexFile } from '../index/index-file.js'
import { memberRow, scattered } from '../index/member-rows.js'
import { allCheckpoints, checkpointAt, heldAt, place } from './sample-checkpoint.js'
import { epochOf, headOf, leftOf, rightOf, sampleAppend, sampleAppends } from '../sample-event.js'
import { sqliteStore } from '../../src/store.js'

const file = indexFile()

const opened = (copy: string): SqliteStore => sqliteStore({ path: copy })

describe('a backup', () => {
  it('has the checkpoints of the log go on in its epoch where they stood, held by nobody, at new revisions', async () => {
    const store = file.open()
    await rightOf(store.append('1', sampleAppends(20)))
    const held = await heldAt(store, 7)
    await rightOf(store.checkpoints.put(place, 0, held))
    await rightOf(store.checkpoints.put({ ...place, tenant: '2' }, 0, checkpointAt(3)))
    await rightOf(store.checkpoints.put({ ...place, tenant: '3' }, 0, held))
    await rightOf(store.checkpoints.delete({ ...place, tenant: '3' }, 1))
    const before = await allCheckpoints(store)
    await rightOf(store.backup(`${file.path}.copy`))
    expect(await allCheckpoints(store)).toEqual(before)
    const copy = opened(`${file.path}.copy`)
    expect(await allCheckpoints(copy)).toEqual([
      { ...place, epoch: await epochOf(copy), position: 7, replayUntil: 2, revision: 2 },
      { ...place, tenant: '2', ...checkpointAt(3), revision: 1 },
    ])
    expect(await rightOf(copy.checkpoints.put({ ...place, tenant: '3' }, 0, held))).toMatchObject({ revision: 2 })
    expect((await rightOf(copy.verify())).findings).toEqual([])
    await copy.close()
  })

  it('has an index that stands where it stood, with the rows that it had, and goes on', async () => {
    const store = file.open()
    const at = (position: number): LogMark => ({ epoch, position, ...(position === 0 ? {} : { id: `e${position}` }) })
    const epoch = await epochOf(store)
    const step = { from: at(0), to: at(4), foldVersion: 3, rows: scattered(50).map(memberRow) }
    expect(await store.index.apply('1', step)).toEqual(right('applied'))
    await rightOf(store.backup(`${file.path}.copy`))
    const copy = opened(`${file.path}.copy`)
    const moved = { ...at(4), epoch: await epochOf(copy) }
    expect((await rightOf(copy.index.stand('1'))).stand).toEqual({ ...moved, foldVersion: 3 })
    const rows = (await rightOf(store.index.find('1', {}, undefined, 100))).rows
    expect((await rightOf(copy.index.find('1', {}, undefined, 100))).rows).toEqual(rows)
    expect(await copy.index.apply('1', { ...step, from: moved, to: { ...moved, position: 5, id: 'e5' } })).toEqual(
      right('applied'),
    )
    await copy.close()
  })

  it('that is taken while readers move holds no checkpoint beyond its head', async () => {
    const [store, other] = [file.open(), file.open()]
    await rightOf(store.append('1', sampleAppends(500)))
    let goesOn = true
    const reads = async (handle: SqliteStore, name: string): Promise<void> => {
      for (let n = 0, revision = 0; goesOn; n += 1) {
        await rightOf(handle.append('1', [sampleAppend('s', `${name} ${n}`)]))
        const position = await headOf(handle, '1')
        const put = handle.checkpoints.put({ name, tenant: '1' }, revision, await heldAt(handle, position))
        revision = (await rightOf(put)).revision
      }
    }
    const readers = [reads(store, 'own'), reads(other, 'other')]
    for (let n = 0; n < 5; n += 1) await rightOf(store.backup(`${file.path}.copy${n}`))
    goesOn = false
    await Promise.all(readers)
    for (let n = 0; n < 5; n += 1) {
      const copy = opened(`${file.path}.copy${n}`)
      expect((await rightOf(copy.verify())).findings).toEqual([])
      const head = await headOf(copy, '1')
      for (const { position } of await allCheckpoints(copy)) expect(position).toBeLessThanOrEqual(head)
      await copy.close()
    }
    figures({ rounds: 5 })
  })

  it('is found out when its checkpoints are copied behind its log: sabotage', async () => {
    const store = file.open()
    await rightOf(store.append('1', sampleAppends(3)))
    await rightOf(store.backup(`${file.path}.copy`))
    await rightOf(store.append('1', [sampleAppend('s', 'later')]))
    await rightOf(store.checkpoints.put(place, 0, await heldAt(store, await headOf(store, '1'))))
    const copy = opened(`${file.path}.copy`)
    const epoch = await epochOf(copy)
    for (const { name, tenant, ...later } of await allCheckpoints(store))
      await rightOf(copy.checkpoints.put({ name, tenant }, 0, { ...later, epoch }))
    expect((await rightOf(copy.verify())).findings.map(({ kind }) => kind)).toEqual(['checkpoint'])
    await copy.close()
  })

  it('takes damage along as it is, and moves the rest', async () => {
    const store = file.open()
    for (const name of ['a', 'b'])
      await rightOf(store.checkpoints.put({ name, tenant: '1' }, 0, await heldAt(store, 0)))
    const db = new Database(file.path)
    db.exec("UPDATE checkpoints SET position = 1 WHERE name = 'a'")
    db.close()
    await rightOf(store.backup(`${file.path}.copy`))
    const copy = opened(`${file.path}.copy`)
    expect((await leftOf(copy.checkpoints.get({ name: 'a', tenant: '1' })))._tag).toBe('Corrupt')
    expect((await rightOf(copy.checkpoints.get({ name: 'b', tenant: '1' })))?.epoch).toBe(await epochOf(copy))
    await copy.close()
  })

  it('whose checkpoints cannot be moved does not appear', async () => {
    const engine = faultyEngine()
    const store = file.open(engine.open)
    await rightOf(store.checkpoints.put(place, 0, await heldAt(store, 0)))
    engine.fault = {
      before: (sql) => {
        if (sql.startsWith('UPDATE main.checkpoints')) throw sqliteError('SQLITE_FULL')
      },
    }
    expect(await leftOf(store.backup(`${file.path}.copy`))).toMatchObject({ _tag: 'StoreFull' })
    expect(existsSync(`${file.path}.copy`)).toBe(false)
  })
})
