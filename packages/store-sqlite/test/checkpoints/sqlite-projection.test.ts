import { checkpointConflict, checkpointPut, left, right, storeClosed } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { sqliteProjection } from '../../src/sqlite-projection.js'
import { indexFile } from '../index/index-file.js'
import { headOf, rightOf, sampleAppends } from '../sample-event.js'
import { type Apply, commit, refusal, stateOf, write } from './projected.js'
import { checkpointAt, place } from './sample-checkpoint.js'

const file = indexFile()

describe('a projection', () => {
  it('writes the host’s tables and its checkpoint together', async () => {
    const store = file.open()
    expect(await commit(store, write)).toEqual(right(checkpointPut(1)))
    expect(await commit(store, write, [3], 1)).toEqual(right(checkpointPut(2)))
    expect(await store.checkpoints.get(place)).toEqual(right({ ...place, ...checkpointAt(1), revision: 2 }))
    expect(await stateOf(file.open())).toEqual({ told: [1, 2, 3], revision: 2 })
  })

  it('is not applied where its checkpoint was moved by another', async () => {
    const store = file.open()
    await rightOf(commit(store, write))
    let calls = 0
    const counting: Apply = (numbers, db) => {
      calls += 1
      write(numbers, db)
    }
    expect(await commit(store, counting, [3], 0)).toEqual(right(checkpointConflict(1)))
    expect(calls).toBe(0)
    expect(await stateOf(file.open())).toEqual({ told: [1, 2], revision: 1 })
  })

  it('that throws rejects with what it threw, and nothing is written', async () => {
    const store = file.open()
    await rightOf(commit(store, write))
    const thrown = new Error('of the host')
    const throwing: Apply = (numbers, db) => {
      write(numbers, db)
      throw thrown
    }
    await expect(commit(store, throwing, [3], 1)).rejects.toBe(thrown)
    const wrong: Apply = (_, db) => db.exec('INSERT INTO told VALUES (NULL)')
    await expect(commit(store, wrong, [3], 1)).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_NOTNULL' })
    expect(await stateOf(file.open())).toEqual({ told: [1, 2], revision: 1 })
    expect(await commit(store, write, [3], 1)).toEqual(right(checkpointPut(2)))
  })

  it('that returns a promise is refused, and nothing of it is written', async () => {
    const store = file.open()
    const later = async (numbers: readonly number[], db: Database): Promise<void> => {
      write(numbers, db)
      await Promise.reject(new Error('nobody is told'))
    }
    await expect(commit(store, later as unknown as Apply)).rejects.toEqual(refusal('promise'))
    await expect(commit(store, later as unknown as Apply)).rejects.toThrow(/^ApplyRefused: .* `reason`: promise/)
    expect(await stateOf(file.open())).toEqual({ told: 'no table', revision: 0 })
  })

  it.each([
    ['commits', 'COMMIT', [1, 2]],
    ['rolls back', 'ROLLBACK', 'no table'],
    ['commits and begins again', 'COMMIT; BEGIN', [1, 2]],
    ['commits and throws', 'COMMIT; nonsense', [1, 2]],
  ])('that %s its transaction is refused, and its checkpoint is not put', async (_, sql, told) => {
    const store = file.open()
    const ending: Apply = (numbers, db) => {
      write(numbers, db)
      db.exec(sql)
    }
    await expect(commit(store, ending)).rejects.toEqual(refusal('ended'))
    expect(await stateOf(file.open())).toEqual({ told, revision: 0 })
    expect(await commit(store, write)).toEqual(right(checkpointPut(1)))
  })

  it('may nest transactions of its own, and read through the store', async () => {
    const store = file.open()
    const nesting: Apply = (numbers, db) => {
      db.transaction(() => write(numbers, db))()
      expect(() => db.transaction(() => db.exec('INSERT INTO told VALUES (9); INSERT INTO no VALUES (1)'))()).toThrow(
        'no such table',
      )
    }
    expect(await commit(store, nesting)).toEqual(right(checkpointPut(1)))
    expect(await stateOf(file.open())).toEqual({ told: [1, 2], revision: 1 })
  })

  it('cannot change or delete events, and is refused where it moves its own checkpoint', async () => {
    const store = file.open()
    await rightOf(store.append('1', sampleAppends(3)))
    await expect(commit(store, (_, db) => db.exec('DELETE FROM events'))).rejects.toThrow('never deleted')
    await expect(commit(store, (_, db) => db.exec("UPDATE events SET event_text = '[]'"))).rejects.toThrow(
      'never changed',
    )
    await rightOf(commit(store, write))
    const moving: Apply = () => {
      const put = store.checkpoints.put(place, 1, checkpointAt(9))
      void put.then((answer) => expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: 'Unavailable' } }))
    }
    expect(await commit(store, moving, [], 1)).toEqual(right(checkpointPut(2)))
    const deleting: Apply = (_, db) => db.exec('DELETE FROM checkpoints')
    await expect(commit(store, deleting, [3], 2)).rejects.toEqual(refusal('moved'))
    expect(await stateOf(file.open())).toEqual({ told: [1, 2], revision: 2 })
    expect((await rightOf(store.verify())).findings).toEqual([])
  })

  it('refuses names, functions and steps outside their rules, and answers StoreClosed behind close', async () => {
    const store = file.open()
    expect(() => sqliteProjection(store, { name: '', apply: write })).toThrow(/^InvalidArgument: .* `name` must be/)
    const untyped = { name: 'p', apply: undefined as unknown as Apply }
    expect(() => sqliteProjection(store, untyped)).toThrow(/^InvalidArgument: .* `apply` must be/)
    expect(await commit(store, write, [], -1)).toMatchObject({
      left: { _tag: 'InvalidArgument', argument: 'expected' },
    })
    await store.close()
    expect(await commit(store, write)).toEqual(left(storeClosed))
  })
})

describe('tables of the host in the file of the ledger', () => {
  it('are no matter to opening, verify, backup and the ledger', async () => {
    const store = file.open()
    const own: Apply = (_, db) =>
      db.exec(`CREATE TABLE orders (id INTEGER PRIMARY KEY, name TEXT); CREATE INDEX orders_name ON orders (name);
        CREATE VIEW named AS SELECT name FROM orders; INSERT INTO orders (name) VALUES ('one'), ('two');
        CREATE TRIGGER orders_stay BEFORE DELETE ON orders BEGIN SELECT RAISE(ABORT, 'they stay'); END`)
    expect(await commit(store, own)).toEqual(right(checkpointPut(1)))
    await rightOf(store.append('1', sampleAppends(5)))
    expect((await rightOf(store.verify())).findings).toEqual([])
    await rightOf(store.backup(`${file.path}.copy`))
    await store.close()
    const again = file.open()
    expect(await headOf(again, '1')).toBe(5)
    file.path = `${file.path}.copy`
    const copy = file.open()
    expect((await rightOf(copy.verify())).findings).toEqual([])
    let names: unknown
    const look: Apply = (_, db) => (names = db.prepare('SELECT name FROM named ORDER BY name').pluck().all())
    expect(await commit(copy, look, [], 1)).toMatchObject({ right: { _tag: 'put' } })
    expect(names).toEqual(['one', 'two'])
  })
})
