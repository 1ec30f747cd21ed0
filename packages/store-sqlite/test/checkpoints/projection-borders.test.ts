import { createLedger } from '@partner-ledger/core'
import { left, right, checkpointPut } from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteProjection } from '../../src/sqlite-projection.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { indexFile } from '../index/index-file.js'
import { type Apply, commit, refusal, stateOf, write } from './projected.js'
import { epochOf, headOf, rightOf, sampleAppend, sampleAppends, tagsOf } from '../sample-event.js'

const file = indexFile()

/** Whether a store does all of its work as before. */
const works = async (store: SqliteStore): Promise<void> => {
  const before = await headOf(store, '1')
  expect(await tagsOf(store.append('1', [sampleAppend('s', `e${before}-new`)]))).toBe('appended')
  expect((await rightOf(store.readAll('1', before, 9))).events).toHaveLength(1)
  await rightOf(store.forget('1', 's', 99, 2e12))
  expect((await rightOf(store.verify())).findings).toEqual([])
}

/** The first row of a statement that is not read to its end. */
const firstOf = (db: Database, sql: string): unknown => db.prepare(sql).iterate().next()

const many = 'SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3'

describe('a projection that', () => {
  it.each([
    ['sets safe integers', (db: Database) => db.defaultSafeIntegers(true)],
    ['allows what is unsafe', (db: Database) => db.unsafeMode(true)],
    ['forbids to write', (db: Database) => db.pragma('query_only = ON')],
    ['sets it in SQL', (db: Database) => db.exec('PRAGMA query_only = ON')],
    ['takes settings away', (db: Database) => careless.map((setting) => db.pragma(setting))],
    ['makes tables that hide the ledger’s', (db: Database) => db.exec(hiding)],
    [
      'attaches another database',
      (db: Database) => db.exec("ATTACH ':memory:' AS other; CREATE TABLE other.events (x)"),
    ],
    ['reads an iterator to its end', (db: Database) => [...db.prepare(many).iterate()]],
    ['leaves an iterator by a break', (db: Database) => readOne(db)],
  ])('%s changes nothing for the ledger', async (_, deed) => {
    const store = file.open()
    await rightOf(store.append('1', sampleAppends(3)))
    const before = await settingsOf(store)
    const apply: Apply = (numbers, db) => {
      write(numbers, db)
      deed(db)
    }
    expect(await commit(store, apply)).toEqual(right(checkpointPut(1)))
    await works(store)
    expect(await settingsOf(store)).toEqual(before)
    expect(await commit(store, write, [3], 1)).toEqual(right(checkpointPut(2)))
    expect(await stateOf(file.open())).toEqual({ told: [1, 2, 3], revision: 2 })
    figures({ rounds: 1 })
  })

  it.each([
    ['closed', 'closes the connection', (db: Database) => db.close()],
    ['open-statement', 'leaves a statement open', (db: Database) => firstOf(db, many)],
    ['open-statement', 'leaves many open', (db: Database) => [many, many, 'SELECT 9'].map((sql) => firstOf(db, sql))],
  ])('%s: %s is refused by that name, and harms nothing', async (reason, _, deed) => {
    const store = file.open()
    await rightOf(store.append('1', sampleAppends(3)))
    const apply: Apply = (numbers, db) => {
      write(numbers, db)
      deed(db)
    }
    await expect(commit(store, apply)).rejects.toEqual(refusal(reason))
    await works(store)
    expect(await stateOf(file.open())).toEqual({ told: 'no table', revision: 0 })
    expect(await commit(store, write)).toEqual(right(checkpointPut(1)))
    figures({ rounds: 1, refused: 1 })
  })

  it('keeps a prepared statement has it for the next time', async () => {
    const store = file.open()
    const databases = new Set<Database>()
    const keep: Apply = (numbers, db) => {
      databases.add(db)
      write(numbers, db)
    }
    for (let n = 0; n < 3; n += 1) await rightOf(commit(store, keep, [n], n))
    expect(databases.size).toBe(1)
  })
})

const careless = [
  'main.secure_delete = OFF',
  'busy_timeout = 9999',
  'wal_autocheckpoint = 0',
  'cell_size_check = OFF',
].concat('main.locking_mode = EXCLUSIVE', 'trusted_schema = ON', 'ignore_check_constraints = ON')

/** The settings of the store's connection, as a projection sees them. */
const settingsOf = async (store: SqliteStore): Promise<unknown> => {
  const place = { name: crypto.randomUUID(), tenant: 'settings' }
  const checkpoint = { epoch: 'e', position: 0, replayUntil: 0 }
  let seen: unknown
  await rightOf(
    store.putWith({ place, expected: 0, checkpoint }, (db) => {
      const names = [...careless, 'main.synchronous'].map((setting) => setting.replace(/ =.*/, ''))
      seen = names.map((name) => [name, String(db.pragma(name, { simple: true }))])
    }),
  )
  return seen
}

const hiding = 'CREATE TEMP TABLE events (x); CREATE TEMP TABLE meta (x); CREATE TEMP TABLE checkpoints (x)'

const readOne = (db: Database): unknown => {
  for (const row of db.prepare(many).iterate()) return row
  return undefined
}

describe('a projection over another store than the ledger’s', () => {
  const body = JSON.stringify({
    eventName: 'partnerProgramLinked',
    eventId: 'e-1',
    orgId: 1,
    createdAt: 1_700_000_000_000,
    data: { customerIdentifiers: { customerId: 4 }, loyaltyProgramId: 2, partnerProgramId: 3 },
  })

  it('ends its subscription with words, and applies nothing', async () => {
    const [store, other] = [sqliteStore({ path: ':memory:' }), sqliteStore({ path: ':memory:' })]
    const ledger = createLedger({ store })
    await rightOf(ledger.ingest(body) as never)
    let applied = 0
    const projection = sqliteProjection(other, { name: 'p', apply: () => void (applied += 1) })
    const subscription = ledger.subscribe({ ...projection, orgId: 1, from: 'beginning' } as never)
    expect(JSON.stringify(await subscription.ended)).toContain('the projection was made over another store')
    expect(applied).toBe(0)
    await ledger.close()
    for (const one of [store, other]) await one.close()
  })

  it('is a conflict where the other store has a checkpoint of its own there: told by its epoch', async () => {
    const [store, other] = [sqliteStore({ path: ':memory:' }), sqliteStore({ path: ':memory:' })]
    const place = { name: 'p', tenant: '1' }
    const of = async (one: SqliteStore) => ({ epoch: await epochOf(one), position: 0, replayUntil: 0 })
    await rightOf(other.putWith({ place, expected: 0, checkpoint: await of(other) }, () => {}))
    const foreign = await other.putWith({ place, expected: 7, checkpoint: await of(store) }, () => {})
    expect(foreign).toMatchObject(left({ _tag: 'InvalidArgument', argument: 'checkpoint' }))
    const late = await other.putWith({ place, expected: 7, checkpoint: await of(other) }, () => {})
    expect(late).toEqual(right({ _tag: 'conflict', revision: 1 }))
    for (const one of [store, other]) await one.close()
  })
})

describe('verify after subscriptions', () => {
  it.each([1, 'all'] as const)('to %s finds a healthy file sound', async (orgId) => {
    const store = sqliteStore({ path: ':memory:' })
    const ledger = createLedger({ store })
    await rightOf(ledger.ingest(bodyOf(1)) as never)
    for (const from of ['beginning', 'end'] as const) {
      const subscription = ledger.subscribe({ name: `${orgId} ${from}`, orgId, from, handle: () => {} })
      await subscription.caughtUp()
      expect((await rightOf(store.verify())).findings).toEqual([])
      await subscription.stop()
    }
    expect(await rightOf(store.verify())).toMatchObject({ isSound: true, findings: [] })
    await ledger.close()
    await store.close()
  })

  it('finds a lease beyond what a lease can be: sabotage', async () => {
    const store = sqliteStore({ path: ':memory:' })
    const checkpoint = { epoch: await epochOf(store), position: 2, replayUntil: 0 }
    await rightOf(store.checkpoints.put({ name: 's', tenant: 'all' }, 0, checkpoint))
    expect((await rightOf(store.verify())).isSound).toBe(false)
    await store.close()
  })
})

const bodyOf = (orgId: number): string =>
  JSON.stringify({
    eventName: 'partnerProgramLinked',
    eventId: 'e-1',
    orgId,
    createdAt: 1_700_000_000_000,
    data: { customerIdentifiers: { customerId: 4 }, loyaltyProgramId: 2, partnerProgramId: 3 },
  })
