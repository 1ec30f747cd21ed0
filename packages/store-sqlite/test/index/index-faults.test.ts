import { emptyIndex, left, readOnly, right, storeFull, unavailable } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { faultyEngine } from '../faults/faulty-engine.js'
import { indexFile, rowsOf, stepOf, tenant } from './index-file.js'
import { memberRow, scattered, someEdge } from './member-rows.js'
import { rightOf } from '../sample-event.js'

const file = indexFile()

/** Rows of streams are found by it, and so only a query and `verify` find that it is missing. */
const missingState = 'DELETE FROM index_states'

describe('a call of the index', () => {
  const step = stepOf(0, 1, scattered(20).map(memberRow))

  it('is Unavailable while another process holds the lock, and changes nothing', async () => {
    const { index } = file.open()
    const other = new Database(file.path)
    other.exec('BEGIN IMMEDIATE')
    expect(await index.apply(tenant, step)).toEqual(left(unavailable('busy')))
    expect(await index.clear(tenant)).toEqual(left(unavailable('busy')))
    expect(await rightOf(index.stand(tenant))).toMatchObject({ stand: emptyIndex })
    other.close()
    expect(await index.apply(tenant, step)).toEqual(right('applied'))
  })

  it('is ReadOnly or StoreFull where nothing can be written, all of it, and goes on once the cause is gone', async () => {
    const engine = faultyEngine()
    const store = file.open(engine.open)
    const [db] = engine.opened
    if (db === undefined) throw new Error('nothing was opened')
    db.pragma('query_only = ON')
    expect(await store.index.apply(tenant, step)).toEqual(left(readOnly))
    db.pragma('query_only = OFF')
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`)
    const large = step.rows.map((row) => ({ ...row, state: 'x'.repeat(5000) }))
    expect(await store.index.apply(tenant, { ...step, rows: large })).toEqual(left(storeFull))
    db.pragma('max_page_count = 4294967294')
    expect(await rightOf(store.index.stand(tenant))).toMatchObject({ stand: emptyIndex })
    expect(await rowsOf(store.index.find(tenant, {}, undefined, 10))).toEqual([])
    expect(await store.index.apply(tenant, step)).toEqual(right('applied'))
  })

  it.each([
    ['a state', "UPDATE index_states SET state = replace(state, 'y', 'z')"],
    ['a row', 'UPDATE index_rows SET tier = tier + 1'],
    ['a personal value', "UPDATE index_personal SET number = number || '0'"],
    ['a missing personal value', 'DELETE FROM index_personal'],
    ['a missing state', missingState],
    ['a checkpoint', 'UPDATE index_tenants SET position = position + 1'],
    ['the id of a checkpoint', "UPDATE index_tenants SET event_id = 'another'"],
  ])('is Corrupt where it meets damage to %s', async (_, damage) => {
    const { index } = file.open()
    expect(await index.apply(tenant, step)).toEqual(right('applied'))
    const db = new Database(file.path)
    db.exec(damage)
    db.close()
    const corrupt = left(expect.objectContaining({ _tag: 'Corrupt' }))
    expect(await index.find(tenant, {}, undefined, 10)).toEqual(corrupt)
    if (damage !== missingState) expect(await index.get(tenant, [memberRow(1).stream])).toEqual(corrupt)
  })

  it('builds many rows with flat memory', async () => {
    const { index } = file.open()
    const numbers = scattered(20_000)
    let most = 0
    for (let from = 0; from < numbers.length; from += 1000) {
      const rows = numbers.slice(from, from + 1000).map(memberRow)
      expect(await index.apply(tenant, stepOf(from, from + 1000, rows))).toEqual(right('applied'))
      if (from === 4000) most = process.memoryUsage().rss
    }
    expect(process.memoryUsage().rss - most).toBeLessThan(64 * 1024 * 1024)
    expect(await index.count(tenant, { partnerProgramId: 25 }, someEdge(1))).toMatchObject({ _tag: 'Right' })
  })
})
