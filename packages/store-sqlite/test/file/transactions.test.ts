import { renameSync, rmSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import type { Engine } from '../../src/file/engine.js'
import { openStore } from '../../src/store.js'
import { damageFile } from '../faults/damaged-file.js'
import { type Fault, faultyEngine, sqliteError } from '../faults/faulty-engine.js'
import { eventsOf, headOf, leftOf, rightOf, sampleAppend, sampleAppends, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const until = 2e12

const opened = (path = `${temporaryFolder()}/ledger.db`) => {
  const engine = faultyEngine()
  return { path, engine, store: openStore({ path, busyMs: 100 }, engine.open) }
}

/** Fails the first statements that begin like these, each once; the last one takes the transaction with it, if told so. */
const failing = (starts: readonly string[], code: string, ends = false): Fault => {
  const left = [...starts]
  return {
    before: (sql, db) => {
      if (left[0] === undefined || !sql.startsWith(left[0])) return
      left.shift()
      if (ends && left.length === 0) db.exec('ROLLBACK')
      throw sqliteError(code)
    },
  }
}

describe('a transaction of a forget', () => {
  it.each([
    ['fails and lives', failing(['UPDATE main.bodies'], 'SQLITE_IOERR_WRITE'), [false, true]],
    ['is gone', failing(['UPDATE main.bodies'], 'SQLITE_IOERR_WRITE', true), [false, true]],
    ['finds no room at COMMIT', failing(['COMMIT'], 'SQLITE_FULL'), [true]],
  ])('that %s changes nothing, and repeating it ends it', async (_, fault, handles) => {
    const { engine, store } = opened()
    await rightOf(store.append('1', sampleAppends(6)))
    engine.fault = fault
    expect(['Unavailable', 'StoreFull']).toContain((await leftOf(store.forget('1', 's0', 9, until)))._tag)
    expect((await eventsOf(store.readStream('1', 's0', 0, 9))).some(({ forgotten }) => forgotten)).toBe(false)
    expect(engine.opened.map(({ open }) => open)).toEqual(handles)
    await rightOf(store.forget('1', 's0', 9, until))
    expect((await eventsOf(store.readStream('1', 's0', 0, 9))).every(({ forgotten }) => forgotten)).toBe(true)
    await store.close()
  })

  it('that meets damage is taken back', async () => {
    const { path, store } = opened()
    await rightOf(store.append('1', sampleAppends(6)))
    damageFile(path, 'UPDATE streams SET head = 9 WHERE id = 1')
    expect(await leftOf(store.forget('1', 's0', 9, until))).toMatchObject({ _tag: 'Corrupt' })
    await store.close()
  })
})

describe('a transaction of a group', () => {
  it('whose COMMIT fails leaves the outcome unknown, but not that of a call that met damage', async () => {
    const { path, engine, store } = opened()
    await rightOf(store.append('1', sampleAppends(6)))
    damageFile(path, 'UPDATE streams SET head = 9 WHERE id = 1')
    engine.fault = failing(['COMMIT'], 'SQLITE_IOERR_FSYNC', true)
    const calls = ['s0', 's1'].map((stream) => tagsOf(store.append('1', [sampleAppend(stream, 'x')])))
    expect(await Promise.all(calls)).toEqual(['Corrupt', 'OutcomeUnknown'])
    await store.close()
  })

  it('in which a call fails is given up whole, and each call is run again alone', async () => {
    const { engine, store } = opened()
    engine.fault = failing(['INSERT INTO main.bodies'], 'SQLITE_IOERR_WRITE')
    const calls = ['a', 'b', 'c'].map((id) => tagsOf(store.append('1', [sampleAppend('s', id)])))
    expect(await Promise.all(calls)).toEqual(['appended', 'appended', 'appended'])
    expect((await rightOf(store.verify())).findings).toEqual([])
    await store.close()
  })

  it('that cannot be taken back leaves a handle that is replaced', async () => {
    const { engine, store } = opened()
    engine.fault = failing(['INSERT INTO main.bodies', 'ROLLBACK'], 'SQLITE_IOERR_WRITE')
    const calls = ['a', 'b', 'c'].map((id) => tagsOf(store.append('1', [sampleAppend('s', id)])))
    expect(await Promise.all(calls)).toEqual(['appended', 'appended', 'appended'])
    expect(engine.opened.map(({ open }) => open)).toEqual([false, true])
    expect((await rightOf(store.verify())).findings).toEqual([])
    await store.close()
  })

  it('is answered Unavailable while the file cannot be opened again, and goes on when it can', async () => {
    const engine = faultyEngine()
    let canOpen = true
    const open: Engine = (path, options) => {
      if (!canOpen) throw sqliteError('SQLITE_CANTOPEN')
      return engine.open(path, options)
    }
    const store = openStore({ path: `${temporaryFolder()}/ledger.db`, busyMs: 100 }, open)
    await rightOf(store.append('1', sampleAppends(3)))
    engine.fault = failing(['COMMIT'], 'SQLITE_IOERR_FSYNC', true)
    expect(await tagsOf(store.append('1', [sampleAppend('s', 'x')]))).toBe('OutcomeUnknown')
    canOpen = false
    for (let tries = 0; tries < 3; tries += 1)
      expect(await tagsOf(store.append('1', [sampleAppend('s', 'x')]))).toBe('Unavailable')
    canOpen = true
    expect(await tagsOf(store.append('1', [sampleAppend('s', 'x')]))).toBe('appended')
    expect(await headOf(store, '1')).toBe(4)
    await store.close()
  })

  it('never goes on in another log, which somebody put in the place of the file', async () => {
    const { path, engine, store } = opened()
    await rightOf(store.append('1', sampleAppends(3)))
    const other = opened()
    await other.store.close()
    engine.fault = failing(['COMMIT'], 'SQLITE_IOERR_FSYNC', true)
    expect(await tagsOf(store.append('1', [sampleAppend('s', 'x')]))).toBe('OutcomeUnknown')
    for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix)
    renameSync(other.path, path)
    for (let tries = 0; tries < 3; tries += 1)
      expect(await tagsOf(store.append('1', [sampleAppend('s', 'x')]))).toBe('Unavailable')
    await store.close()
    const there = openStore({ path }, engine.open)
    expect(await headOf(there, '1')).toBe(0)
    await there.close()
  })
})
