import { left, outcomeUnknown } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { connect } from '../../src/file/connection.js'
import { appending } from '../../src/log/append-call.js'
import { type Answered, groupTransaction, type GroupTransactionParts, isGone } from '../../src/log/group-transaction.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { openStore } from '../../src/store.js'
import { type Fault, type FaultyEngine, faultyEngine, sqliteError } from './faulty-engine.js'
import { rounds } from '../scale.js'
import { eventsOf, rightOf, sampleAppend, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

interface Opened {
  readonly store: SqliteStore
  readonly engine: FaultyEngine
}

const opened = (): Opened => {
  const engine = faultyEngine()
  return { engine, store: openStore({ path: `${temporaryFolder()}/ledger.db`, busyMs: 200 }, engine.open) }
}

/** Throws once, at the `nth` statement of this beginning; `ends`: the whole transaction is gone, as SQLite may do. */
const once = (start: string, nth: number, code: string, ends: boolean): Fault => {
  let left = nth
  return {
    before: (sql, db) => {
      if (!sql.startsWith(start)) return
      left -= 1
      if (left !== 0) return
      if (ends) db.exec('ROLLBACK')
      throw sqliteError(code)
    },
  }
}

const eight = (store: SqliteStore): Promise<readonly string[]> =>
  Promise.all(Array.from({ length: 8 }, (_, n) => tagsOf(store.append('1', [sampleAppend('s', `e${n}`)]))))

const storedIds = async (store: SqliteStore): Promise<readonly string[]> =>
  (await eventsOf(store.readStream('1', 's', 0, 100))).map(({ id }) => id).sort()

const ids = (...numbers: number[]): readonly string[] => numbers.map((n) => `e${n}`)

const all = ids(0, 1, 2, 3, 4, 5, 6, 7)

describe('an error within a group', () => {
  it('that leaves the transaction alive has each call run again alone as well', async () => {
    const { store, engine } = opened()
    engine.fault = once('INSERT INTO main.bodies', 4, 'SQLITE_FULL', false)
    expect(await eight(store)).toEqual(Array<string>(8).fill('appended'))
    expect(await storedIds(store)).toEqual(all)
    expect((await rightOf(store.verify())).findings).toEqual([])
    await store.close()
  })

  it('that one call meets again when it is alone is answered to it, and to no other', async () => {
    const { store, engine } = opened()
    // The second one does not count the insert that the first one fails: it meets the fourth call once more.
    const faults = [
      once('INSERT INTO main.bodies', 4, 'SQLITE_FULL', false),
      once('INSERT INTO main.bodies', 7, 'SQLITE_FULL', false),
    ]
    engine.fault = { before: (sql, db) => faults.forEach((fault) => fault.before?.(sql, db)) }
    expect(await eight(store)).toEqual([
      ...Array<string>(3).fill('appended'),
      'StoreFull',
      ...Array<string>(4).fill('appended'),
    ])
    expect(await storedIds(store)).toEqual(ids(0, 1, 2, 4, 5, 6, 7))
    expect((await rightOf(store.verify())).findings).toEqual([])
    await store.close()
  })

  it.each(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_NOMEM', 'SQLITE_INTERRUPT'])(
    '%s that ends the transaction has each call run again alone, once',
    { tags: 'fault:group' },
    async (code) => {
      for (let nth = 1; nth <= rounds(8); nth += 1) {
        const { store, engine } = opened()
        engine.fault = once('INSERT INTO main.events', nth, code, true)
        expect(await eight(store)).toEqual(Array<string>(8).fill('appended'))
        expect(await storedIds(store)).toEqual(all)
        expect((await rightOf(store.verify())).isSound).toBe(true)
        await store.close()
      }
      figures({ rounds: rounds(8), acknowledged: rounds(8) * 8, lost: 0 })
    },
  )

  it('that lasts acknowledges nobody, and work goes on once the cause is gone', { tags: 'fault:group' }, async () => {
    const { store, engine } = opened()
    engine.fault = {
      before: (sql, db) => {
        if (!sql.startsWith('INSERT INTO main.personal')) return
        db.exec('ROLLBACK')
        throw sqliteError('SQLITE_FULL')
      },
    }
    expect(await eight(store)).toEqual(Array<string>(8).fill('StoreFull'))
    engine.fault = {}
    expect(await storedIds(store)).toEqual([])
    expect(await eight(store)).toEqual(Array<string>(8).fill('appended'))
    await store.close()
  })

  it('at COMMIT for want of room has each call run again alone', async () => {
    const { store, engine } = opened()
    engine.fault = once('COMMIT', 1, 'SQLITE_FULL', false)
    expect(await eight(store)).toEqual(Array<string>(8).fill('appended'))
    expect(await storedIds(store)).toEqual(all)
    await store.close()
  })

  it('of the disk at COMMIT leaves the outcome unknown, and the handle is replaced', async () => {
    const { store, engine } = opened()
    engine.fault = once('COMMIT', 1, 'SQLITE_IOERR_FSYNC', true)
    expect(await eight(store)).toEqual(Array<string>(8).fill('OutcomeUnknown'))
    expect(await eight(store)).toEqual(Array<string>(8).fill('appended'))
    expect(engine.opened.map(({ open }) => open)).toEqual([false, true])
    expect(await storedIds(store)).toEqual(all)
    await store.close()
  })

  it('nothing is executed outside a transaction', { tags: 'fault:group' }, async () => {
    const { store, engine } = opened()
    const outside: string[] = []
    const fault = once('UPDATE main.streams', 3, 'SQLITE_IOERR_WRITE', true)
    engine.fault = {
      before: (sql, db) => {
        if (/^(INSERT|UPDATE|SAVEPOINT|RELEASE|ROLLBACK TO)/.test(sql) && !db.inTransaction) outside.push(sql)
        fault.before?.(sql, db)
      },
    }
    expect(await eight(store)).toEqual(Array<string>(8).fill('appended'))
    expect(outside).toEqual([])
    await store.close()
  })

  it('is found out when it is ignored: sabotage', { tags: 'twin:group' }, async () => {
    const engine = faultyEngine()
    const connection = connect(
      { path: `${temporaryFolder()}/ledger.db`, busyMs: 200, pollMs: 100, isReadonly: false },
      engine.open,
    )
    const handle = connection.handle()
    if (handle._tag === 'Left') throw new Error('not opened')
    const { db, statements } = handle.right
    const run: GroupTransactionParts['run'] = (used) => {
      used.insertBody.run([1, Buffer.from('x'), 0])
      return left(outcomeUnknown('never asked for'))
    }
    /** Goes on after the error, as a group commit that does not ask `inTransaction` would. */
    const careless = (): readonly Answered[] => {
      statements.begin.run()
      db.exec('ROLLBACK')
      return [run(statements, appending(), { tenant: '1', drafts: [] })]
    }
    const bodies = db.prepare('SELECT count(*) FROM bodies').pluck()
    const end = groupTransaction({ connection, run }, handle.right, [{ call: { tenant: '1', drafts: [] } }])
    expect([isGone(end), bodies.get()]).toEqual([true, 0])
    expect(careless()).toHaveLength(1)
    expect(bodies.get()).toBe(1)
    connection.close()
  })
})

describe('locks of others', () => {
  it('never come out as an error of SQLite: reads and appends answer Unavailable or go through', async () => {
    const { store, engine } = opened()
    engine.fault = {
      before: (sql) => {
        if (/^(BEGIN|SELECT)/.test(sql)) throw sqliteError('SQLITE_BUSY_RECOVERY')
      },
    }
    const answers = [
      await store.append('1', [sampleAppend('s', 'e')]),
      await store.readAll('1', 0, 1),
      await store.forget('1', 's', 1, 1),
    ]
    for (const answer of answers)
      expect(answer).toEqual({ _tag: 'Left', left: { _tag: 'Unavailable', retryable: true, reason: 'busy' } })
    engine.fault = once('BEGIN', 1, 'SQLITE_BUSY', false)
    expect(await tagsOf(store.append('1', [sampleAppend('s', 'e')]))).toBe('appended')
    await store.close()
  })
})
