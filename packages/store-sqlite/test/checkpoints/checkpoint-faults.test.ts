import {
  checkpointPut,
  left,
  outcomeUnknown,
  readOnly,
  right,
  storeFull,
  unavailable,
} from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { faultyEngine, sqliteError } from '../faults/faulty-engine.js'
import { indexFile } from '../index/index-file.js'
import { allCheckpoints, checkpointAt, place, putMany } from './sample-checkpoint.js'
import { leftOf, rightOf } from '../sample-event.js'
import { rounds } from '../scale.js'

const file = indexFile()

/** The file as somebody left it who does not know the store. */
const damaged = (sql: string): void => {
  const db = new Database(file.path)
  db.exec(sql)
  db.close()
}

describe('a put of a checkpoint', () => {
  it('is Unavailable while another process holds the lock, and changes nothing', async () => {
    const { checkpoints } = file.open()
    const other = new Database(file.path)
    other.exec('BEGIN IMMEDIATE')
    expect(await checkpoints.put(place, 0, checkpointAt(1))).toEqual(left(unavailable('busy')))
    expect(await checkpoints.delete(place, 0)).toEqual(left(unavailable('busy')))
    expect(await checkpoints.get(place)).toEqual(right(undefined))
    other.close()
    expect(await checkpoints.put(place, 0, checkpointAt(1))).toEqual(right(checkpointPut(1)))
  })

  it('waits for a lock, and then puts what it was given, whatever became of that', async () => {
    const { checkpoints } = file.open()
    const other = new Database(file.path)
    other.exec('BEGIN IMMEDIATE')
    const [at, given] = [{ ...place }, { ...checkpointAt(1), lease: { owner: 'me', until: 5 } }]
    const putting = checkpoints.put(at, 0, given)
    Object.assign(at, { name: 'else' })
    Object.assign(given, { position: 77 })
    given.lease.until = 77
    other.exec('COMMIT')
    other.close()
    expect(await putting).toEqual(right(checkpointPut(1)))
    const stored = { ...place, ...checkpointAt(1), revision: 1, lease: { owner: 'me', until: 5 } }
    expect(await checkpoints.get(place)).toEqual(right(stored))
  })

  it('is ReadOnly where nothing can be written, and goes on once the cause is gone', async () => {
    const engine = faultyEngine()
    const { checkpoints } = file.open(engine.open)
    engine.opened[0]?.pragma('query_only = ON')
    expect(await checkpoints.put(place, 0, checkpointAt(1))).toEqual(left(readOnly))
    engine.opened[0]?.pragma('query_only = OFF')
    expect(await checkpoints.put(place, 0, checkpointAt(1))).toEqual(right(checkpointPut(1)))
  })

  it('whose COMMIT fails for the disk is OutcomeUnknown, and the handle is replaced', async () => {
    const engine = faultyEngine()
    const { checkpoints } = file.open(engine.open)
    for (const when of ['before', 'after'] as const) {
      const stood = (await rightOf(checkpoints.get(place)))?.revision ?? 0
      engine.fault = {
        [when]: (sql: string) => {
          if (sql === 'COMMIT') throw sqliteError('SQLITE_IOERR_FSYNC')
        },
      }
      expect(await checkpoints.put(place, stood, checkpointAt(9))).toEqual(left(outcomeUnknown('COMMIT failed')))
      engine.fault = {}
      const stands = (await rightOf(checkpoints.get(place)))?.revision ?? 0
      expect(stands).toBe(when === 'before' ? stood : stood + 1)
      expect(await checkpoints.put(place, stands, checkpointAt(9))).toEqual(right(checkpointPut(stands + 1)))
    }
    expect(engine.opened.map(({ open }) => open)).toEqual([false, false, true])
  })
})

describe('no room for checkpoints', () => {
  /** Puts new ones, at many points without room for more, and gives what was put; the rest was StoreFull. */
  const filled = async (store: SqliteStore, db: Database.Database | undefined): Promise<readonly string[]> => {
    const acknowledged: string[] = []
    const put = async (n: number): Promise<boolean> => {
      const name = `${n} ${'n'.repeat(180)}`
      const answer = await store.checkpoints.put({ name, tenant: '1' }, 0, checkpointAt(n))
      if (answer._tag === 'Right') acknowledged.push(name)
      else expect(answer.left).toEqual(storeFull)
      return answer._tag === 'Right'
    }
    let n = 0
    for (let round = 0; round < rounds(25); round += 1) {
      db?.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + (round % 4)}`)
      for (let refused = 0; refused < 3; n += 1) if (!(await put(n))) refused += 1
      db?.pragma('max_page_count = 4294967294')
      expect(await put((n += 1))).toBe(true)
      n += 1
    }
    return acknowledged
  }

  it(
    'at many points is StoreFull: nothing half-applied, and work goes on when there is room',
    { tags: 'fault:disk-full' },
    async () => {
      const engine = faultyEngine()
      const store = file.open(engine.open)
      const acknowledged = await filled(store, engine.opened[0])
      const listed = (await allCheckpoints(store)).map(({ name }) => name)
      expect(listed).toEqual(acknowledged.toSorted())
      expect((await rightOf(store.verify())).findings).toEqual([])
      figures({ rounds: acknowledged.length, acknowledged: acknowledged.length, lost: 0 })
    },
  )

  it('is found out when it is swallowed: sabotage', { tags: 'twin:disk-full' }, async () => {
    const engine = faultyEngine()
    const store = file.open(engine.open)
    const swallowed: string[] = []
    const put: typeof store.checkpoints.put = async (at, expected, checkpoint) => {
      const answer = await store.checkpoints.put(at, expected, checkpoint)
      if (answer._tag === 'Left') swallowed.push(at.name)
      return swallowed.length > 3 ? answer : right(checkpointPut(1))
    }
    const acknowledged = await filled({ ...store, checkpoints: { ...store.checkpoints, put } }, engine.opened[0])
    const listed = (await allCheckpoints(store)).map(({ name }) => name)
    expect(listed).not.toEqual(acknowledged.toSorted())
  })
})

describe('damage to checkpoints', () => {
  it.each([
    ['a position', 'UPDATE checkpoints SET position = position + 1'],
    ['a revision', 'UPDATE checkpoints SET revision = revision + 1'],
    ['an epoch', "UPDATE checkpoints SET epoch = 'f'"],
    ['a lease that is taken', 'UPDATE checkpoints SET owner = NULL, until = NULL'],
    ['a mark of a delete', 'UPDATE checkpoints SET epoch = NULL'],
    ['a sort key', "UPDATE checkpoints SET sort_key = CAST(sort_key || x'0041' AS BLOB)"],
    ['an id', "UPDATE checkpoints SET event_id = 'another'"],
    ['a number', 'UPDATE checkpoints SET id = id + 100'],
    ['a row that is missing', 'DELETE FROM checkpoints WHERE id IN (2, 3, 4)'],
    ['names', "UPDATE checkpoints SET name = name || 'x'"],
  ])('is Corrupt in every call that meets it: %s', async (_, sql) => {
    const store = file.open()
    await putMany(store, 6)
    damaged(sql)
    const hit = { name: 'reader 1', tenant: 'tenant 1' }
    const corrupt: unknown = expect.objectContaining({ _tag: 'Corrupt' })
    expect(await leftOf(store.checkpoints.get(hit))).toEqual(corrupt)
    expect(await leftOf(store.checkpoints.list(undefined, 100))).toEqual(corrupt)
    expect(await leftOf(store.checkpoints.put(hit, 1, checkpointAt(1)))).toEqual(corrupt)
    expect(await leftOf(store.checkpoints.delete(hit, 1))).toEqual(corrupt)
    expect((await rightOf(store.verify())).findings.map(({ kind }) => kind)).toContain('checkpoint')
  })
})
