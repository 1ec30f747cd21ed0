import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { appendCall, appending } from '../../src/log/append-call.js'
import { draftOf } from '../../src/log/draft.js'
import { findTenant, nextStreamId, nextTenantId, streamHead, tenantsAreWhole } from '../../src/log/heads.js'
import { prepareStatements, type Row, type Statements } from '../../src/schema/statements.js'
import { sqliteStore } from '../../src/store.js'
import { damageFile } from '../faults/damaged-file.js'
import { leftOf, rightOf, sampleAppend, sampleAppends, tagsOf } from '../sample-event.js'
import { newFolder, removeFolder, temporaryFolder } from '../temporary-folder.js'

const filled = async (path: string): Promise<string> => {
  const store = sqliteStore({ path })
  for (const tenant of ['1', '2']) await rightOf(store.append(tenant, sampleAppends(9)))
  await store.close()
  return path
}

describe('a store whose heads are damaged', () => {
  it.each([
    ['a tenant’s head', 'UPDATE tenants SET head = 3 WHERE id = 1'],
    ['a tenant’s name', "UPDATE tenants SET name = 'one' WHERE id = 1"],
    ['a tenant’s row, which is missing', 'DELETE FROM tenants WHERE id = 1'],
    ['the last tenant’s row, which is missing', 'DELETE FROM tenants WHERE id = 2', '2'],
    ['a stream’s head', 'UPDATE streams SET head = 1 WHERE id = 1'],
    ['a stream’s name', "UPDATE streams SET name = 'else' WHERE id = 1"],
    ['the end of the log, which is missing', 'DELETE FROM events WHERE position > 8', '1'],
    [
      'the first event of the id',
      "UPDATE events SET event_text = replace(event_text, 'kept', 'lost') WHERE position = 1",
    ],
  ])('answers Corrupt to an append that meets %s, and stores nothing', async (_, sql, tenant = '1') => {
    const path = await filled(`${temporaryFolder()}/ledger.db`)
    damageFile(path, sql)
    const store = sqliteStore({ path })
    expect(await leftOf(store.append(tenant, [sampleAppend('s0', 'e0', 'w0w')]))).toMatchObject({ _tag: 'Corrupt' })
    await store.close()
    const db = new Database(path)
    expect(db.prepare('SELECT count(*) FROM personal').pluck().get()).toBe(18)
    db.close()
  })

  it('answers Corrupt to a list of tenants that meets a damaged sort key', async () => {
    const path = await filled(`${temporaryFolder()}/ledger.db`)
    damageFile(path, "UPDATE tenants SET sort_key = x'00' WHERE id = 1")
    const store = sqliteStore({ path })
    expect(await leftOf(store.heads('', 10))).toMatchObject({ _tag: 'Corrupt' })
    await store.close()
  })

  it('goes on for the others', async () => {
    const path = await filled(`${temporaryFolder()}/ledger.db`)
    damageFile(path, 'UPDATE tenants SET head = 3 WHERE id = 1')
    const store = sqliteStore({ path })
    const appends = ['1', '2'].map((tenant) => tagsOf(store.append(tenant, [sampleAppend('new', 'e')])))
    expect(await Promise.all(appends)).toEqual(['Corrupt', 'appended'])
    await store.close()
  })
})

describe('a look-up through a damaged index', () => {
  const folder = newFolder()
  let db: Database.Database
  let statements: Statements

  beforeAll(async () => {
    db = new Database(await filled(`${folder}/ledger.db`))
    statements = prepareStatements(db)
  })

  afterAll(() => {
    db.close()
    removeFolder(folder)
  })

  /** The statements, of which one gives the row of something else, or none. */
  const misled = (name: keyof Statements, row: Row | undefined): Statements => ({
    ...statements,
    [name]: { get: () => row, all: () => (row === undefined ? [] : [row]) },
  })

  const corrupt = { _tag: 'Corrupt' }

  /** The cells of the stream of this name, as a look-up through an index gives them. */
  const streamCells = (tenant: string, stream: string): Row =>
    statements.streamState.get(tenant, stream)?.slice(6) ?? []

  it('that leads to another tenant, or to none, is Corrupt', () => {
    const other = statements.tenantState.get('2')
    expect(findTenant(statements, '1')).toMatchObject({ id: 1, head: 9 })
    expect(findTenant(misled('tenantState', other), '1')).toMatchObject(corrupt)
    expect(
      findTenant(
        misled(
          'tenantState',
          other?.map((cell, index) => (index < 2 ? cell : null)),
        ),
        '1',
      ),
    ).toMatchObject(corrupt)
    expect(findTenant(misled('tenantState', undefined), '1')).toMatchObject(corrupt)
    expect(findTenant(statements, '3')).toBeUndefined()
  })

  it('that leads from an id to another event, or to none, is Corrupt, and appends nothing', () => {
    const call = { tenant: '1', drafts: [draftOf(sampleAppend('s0', 'e0', 'w0w'))] }
    const answerOver = (found: Statements): unknown => appendCall(found, appending(), call, () => 1)
    const facts = statements.factsAt.get(2)
    expect(answerOver(statements)).toMatchObject({ right: { outcomes: [{ _tag: 'duplicate', position: 1 }] } })
    expect(answerOver(misled('factsAt', facts))).toMatchObject({ left: { ...corrupt, position: 1 } })
    expect(answerOver(misled('factsAt', undefined))).toMatchObject({ left: { ...corrupt, position: 1 } })
  })

  it('that leads to another stream, or to none, is Corrupt', () => {
    expect(streamHead(statements, streamCells('1', 's0'), 1, 's0')).toMatchObject({ id: 1, head: 3 })
    for (const cells of [streamCells('1', 's1'), streamCells('2', 's0'), [null, null, null]])
      expect(streamHead(statements, cells, 1, 's0')).toMatchObject(corrupt)
    expect(streamHead(statements, streamCells('1', 'none'), 1, 'none')).toBeUndefined()
  })

  it('is not taken for damage where another name has the same hash', () => {
    const other = statements.streamById.get(2)
    const missing = [null, null, null]
    expect(streamHead(misled('streamsByHash', other), missing, 1, 'none')).toBeUndefined()
    const damaged = other?.map((cell, index) => (index === 3 ? 99 : cell))
    expect(streamHead(misled('streamsByHash', damaged), missing, 1, 'none')).toMatchObject(corrupt)
  })

  it('sees a tenant that is missing by counting', () => {
    expect(tenantsAreWhole(statements)).toBe(true)
    expect(tenantsAreWhole(misled('countTenants', [1, 2, 2]))).toBe(false)
    expect(tenantsAreWhole(misled('countTenants', [1, 1, 2]))).toBe(false)
    expect(tenantsAreWhole(misled('countTenants', [0, null, null]))).toBe(true)
    expect(findTenant(misled('countTenants', [1, 2, 2]), '3')).toMatchObject(corrupt)
  })

  it('numbers what is new after what is there, and from 1', () => {
    expect([nextTenantId(statements), nextStreamId(statements)]).toEqual([3, 7])
    expect(nextTenantId(misled('countTenants', [0, null, null]))).toBe(1)
    expect(nextStreamId(misled('lastStream', [null]))).toBe(1)
  })
})
