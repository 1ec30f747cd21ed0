import { corrupt } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { at } from '../../src/schema/layout.js'
import { bodyAt, streamPage, tenantPage } from '../../src/log/pages.js'
import { prepareStatements, type Row, type Statements } from '../../src/schema/statements.js'
import { sqliteStore } from '../../src/store.js'
import { streamNames } from '../../src/log/stream-names.js'
import { rightOf, sampleAppends } from '../sample-event.js'
import { newFolder, removeFolder } from '../temporary-folder.js'

const folder = newFolder()
let db: Database.Database
let statements: Statements

beforeAll(async () => {
  const path = `${folder}/ledger.db`
  const store = sqliteStore({ path })
  for (const tenant of ['1', '2']) await rightOf(store.append(tenant, sampleAppends(9)))
  await store.close()
  db = new Database(path)
  statements = prepareStatements(db)
})

afterAll(() => {
  db.close()
  removeFolder(folder)
})

/** The statements, of which one gives these rows: what a damaged index does. */
const misled = (name: keyof Statements, rows: readonly Row[]): Statements => ({
  ...statements,
  [name]: { get: () => rows[0], all: () => rows },
})

describe('a page of a tenant', () => {
  const pageOf = (rows: readonly Row[], limit = 20): unknown =>
    tenantPage(misled('eventsOfTenant', rows), '1', 0, limit, (stream) => streamNames()(statements, stream))

  it('is what the index leads to where that is the whole log', () => {
    expect(pageOf(statements.eventsOfTenant.all(1, 0, 20))).toHaveLength(9)
  })

  it('is Corrupt where the index leads to another tenant, past an event, or to an early end', () => {
    const own = statements.eventsOfTenant.all(1, 0, 20)
    expect(pageOf(statements.eventsOfTenant.all(2, 0, 20))).toEqual(corrupt(10, 'tenant index'))
    expect(pageOf(own.slice(1))).toEqual(corrupt(2, 'an earlier event is missing'))
    expect(pageOf(own.toSpliced(4, 1))).toEqual(corrupt(6, 'an earlier event is missing'))
    expect(pageOf(own.slice(0, 8))).toEqual(corrupt(9, 'the end of the log is missing'))
    expect(pageOf([])).toEqual(corrupt(9, 'the end of the log is missing'))
  })

  it('may end before the log does where it is full', () => {
    expect(pageOf(statements.eventsOfTenant.all(1, 0, 8), 8)).toHaveLength(8)
  })

  it('is Corrupt where the name of a stream cannot be read', () => {
    expect(tenantPage(statements, '1', 0, 20, () => undefined)).toEqual(corrupt(1, 'stream'))
  })
})

describe('a page of a stream', () => {
  it('is Corrupt where the index leads to another stream', () => {
    const other = statements.eventsOfStream.all(2, 0, 20)
    const [first] = other
    expect(streamPage(misled('eventsOfStream', other), '1', 's0', 0, 20)).toEqual(
      corrupt(Number(first?.[0]), 'stream index'),
    )
  })
})

describe('a body', () => {
  it('is none of another tenant’s, and none between two events', () => {
    expect(bodyAt(statements, '1', 1)).toBeInstanceOf(Buffer)
    expect(bodyAt(statements, '2', 1)).toBeUndefined()
    expect(bodyAt(statements, '1', 0)).toBeUndefined()
  })

  it('is Corrupt where no event is found and the next one is damaged', () => {
    const next = statements.eventAt.get(6)?.map((cell, index) => (index === at.told ? '[]' : cell))
    const misread = { ...misled('eventAt', []), eventAfter: misled('eventAfter', [next ?? []]).eventAfter }
    expect(bodyAt(misread, '1', 5)).toEqual(corrupt(6, 'facts'))
  })

  it('is Corrupt where its event is gone, in the midst of the log or at its end', () => {
    const gone = misled('eventAt', [])
    for (const position of [5, 9]) expect(bodyAt(gone, '1', position)).toEqual(corrupt(position, 'an event is missing'))
    expect(bodyAt(gone, '1', 12)).toBeUndefined()
  })
})
