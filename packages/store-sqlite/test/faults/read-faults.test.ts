import type { Answer } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import type { SqliteStore } from '../../src/sqlite-store.js'
import { openStore } from '../../src/store.js'
import { streamNames } from '../../src/log/stream-names.js'
import { headList } from '../../src/log/lists.js'
import { bodyDamage } from '../../src/log/body-at.js'
import { type VerifiedEvent, verifiedEvent } from '../../src/log/rows.js'
import { prepareStatements, type Row } from '../../src/schema/statements.js'
import { faultyEngine, sqliteError } from './faulty-engine.js'
import { rightOf, sampleAppends, sampleEvent } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const opened = async () => {
  const engine = faultyEngine()
  const store = openStore({ path: `${temporaryFolder()}/ledger.db`, busyMs: 50, pollMs: 5 }, engine.open)
  for (const tenant of ['1', '2']) await rightOf(store.append(tenant, sampleAppends(9)))
  return { engine, store }
}

const calls: Readonly<Record<string, (store: SqliteStore) => Answer<unknown>>> = {
  heads: (store) => store.heads('', 10),
  streams: (store) => store.streams('1', 's', '', 10),
  readStream: (store) => store.readStream('1', 's0', 0, 10),
  readAll: (store) => store.readAll('1', 0, 10),
  body: (store) => store.body('1', 1),
  verify: (store) => store.verify(),
  'index.stand': (store) => store.index.stand('1'),
  'index.get': (store) => store.index.get('1', ['s0']),
  'index.find': (store) => store.index.find('1', {}, undefined, 10),
  'checkpoints.get': (store) => store.checkpoints.get({ name: 'reader', tenant: '1' }),
}

describe.each(Object.entries(calls))('%s', (_, call) => {
  it('is Unavailable where any of its statements fails, and right once they do not', async () => {
    const { engine, store } = await opened()
    const right = await call(store)
    for (let at = 1; at < 100; at += 1) {
      let left = at
      engine.fault = {
        before: (sql, db) => {
          if (db.memory || !sql.startsWith('SELECT')) return
          left -= 1
          if (left === 0) throw sqliteError('SQLITE_IOERR_READ')
        },
      }
      const answer = await call(store)
      engine.fault = {}
      if (left > 0) break
      expect(answer).toMatchObject({ _tag: 'Left', left: { _tag: 'Unavailable', retryable: true } })
    }
    expect(await call(store)).toEqual(right)
    await store.close()
  })

  it('says so where the engine finds damage', async () => {
    const { engine, store } = await opened()
    engine.fault = {
      before: (sql, db) => {
        if (!db.memory && sql.startsWith('SELECT')) throw sqliteError('SQLITE_CORRUPT')
      },
    }
    expect(await call(store)).toMatchObject({ left: { _tag: 'Corrupt' } })
    await store.close()
  })
})

it('verify notes damage that stops a page, and looks at the next one', async () => {
  const { engine, store } = await opened()
  engine.fault = {
    before: (sql) => {
      if (sql.includes('e.position <=')) throw sqliteError('SQLITE_CORRUPT')
    },
  }
  const { isSound, findings, streams } = await rightOf(store.verify())
  expect([isSound, streams]).toEqual([false, 6])
  expect(findings).toContainEqual({
    kind: 'integrity',
    position: 1,
    detail: 'SQLite finds the file damaged (SQLITE_CORRUPT)',
  })
  await store.close()
})

describe('a name', () => {
  it('is looked up again once too many are remembered, and is none where its row is damaged', async () => {
    const { engine, store } = await opened()
    const [db] = engine.opened
    if (db === undefined) throw new Error('nothing was opened')
    const statements = prepareStatements(db)
    const names = streamNames(2)
    expect([1, 2, 3, 1].map((stream) => names.nameOf(statements, stream))).toEqual(['s0', 's1', 's2', 's0'])
    expect(names.nameOf(statements, 99)).toBeUndefined()
    const row = statements.streamById.get(2)
    const damaged = { ...statements, streamById: { get: () => row?.with(3, 99) } } as unknown as typeof statements
    expect(streamNames().nameOf(damaged, 2)).toBeUndefined()
    const [twice] = statements.tenantsAfter.all(new Uint8Array(), 1)
    const misled = { ...statements, tenantsAfter: { all: () => [twice, twice] } } as unknown as typeof statements
    expect(headList({ db, statements: misled }, '', 5)).toMatchObject({ _tag: 'Corrupt' })
    expect(headList({ db, statements }, '', 5)).toMatchObject({
      heads: [{ tenant: '1' }, { tenant: '2' }],
      more: false,
    })
    await store.close()
  })
})

describe('a body', () => {
  it('is damage where it was not given, is missing, or is back behind a forget', async () => {
    const { engine, store } = await opened()
    const { id, type, occurredAt, schema, facts } = sampleEvent('e')
    const event = { id, type, occurredAt, schema, facts }
    await rightOf(store.append('1', [{ stream: 'bare', expected: 'any', event }]))
    await rightOf(store.forget('1', 's0', 1, 2e12))
    const [db] = engine.opened
    if (db === undefined) throw new Error('nothing was opened')
    const statements = prepareStatements(db)
    const rowAt = (position: number): readonly [VerifiedEvent, Row] => {
      const row = statements.eventAt.get(position) ?? []
      const sound = verifiedEvent(row)
      if (sound === undefined) throw new Error('no such event')
      return [sound, row]
    }
    const [forgotten, whole, bare] = [rowAt(1), rowAt(2), rowAt(19)]
    const body = statements.bodyAt.get(2)
    expect(bodyDamage(...whole, body)).toBeUndefined()
    expect(bodyDamage(...whole, undefined)).toBe('a body is missing')
    expect(bodyDamage(...whole, [2, 'text', 0])).toBe('a body does not match its checksum')
    expect(bodyDamage(...bare, undefined)).toBeUndefined()
    expect(bodyDamage(...bare, body)).toBe('a body that was not given')
    expect(bodyDamage(...forgotten, statements.bodyAt.get(1))).toBeUndefined()
    expect(bodyDamage(...forgotten, body)).toBe('a forgotten body is back')
    await store.close()
  })
})
