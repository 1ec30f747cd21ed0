import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { Handle } from '../../src/file/connection.js'
import { bodyAt } from '../../src/log/body-at.js'
import { eventCell } from '../../src/schema/layout.js'
import { streamPage, tenantPage } from '../../src/log/pages.js'
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

/** A handle of which one statement gives these rows: what a damaged index does. */
const misled = (name: keyof Statements, rows: readonly Row[]): Handle => ({
  db,
  statements: { ...statements, [name]: { get: () => rows[0], all: () => rows } },
})

const failure = (position: number, reason: string): unknown => ({ _tag: 'Corrupt', position, reason, retryable: false })

describe('a page of a tenant', () => {
  const pageOf = (rows: readonly Row[], after = 0, limit = 15): unknown =>
    tenantPage(misled('eventsOfTenant', rows), '1', after, limit, streamNames())

  const own = (from = 0): readonly Row[] => statements.eventsOfTenant.all(1, from, 15)

  it('is what the index leads to where that is the whole log, and says what stands at its beginning', () => {
    expect(pageOf(own())).toMatchObject({ head: 9, more: false, events: { length: 9 } })
    expect(pageOf(own(4), 4)).toMatchObject({ head: 9, more: false, at: 'e3', events: { length: 5 } })
    expect(pageOf(own(9), 9)).toMatchObject({ head: 9, more: false, at: 'e8', events: [] })
    expect(pageOf([], 12)).toMatchObject({ head: 9, more: false, events: [] })
  })

  it('is Corrupt where the index leads to another tenant, past an event, or to an early end', () => {
    const another = 'an index of the log names another event'
    expect(pageOf(statements.eventsOfTenant.all(2, 0, 15))).toEqual(failure(10, another))
    expect(pageOf(own().slice(1))).toEqual(failure(2, 'an earlier event is missing'))
    expect(pageOf(own().toSpliced(4, 1))).toEqual(failure(6, 'an earlier event is missing'))
    expect(pageOf(own(5), 4)).toEqual(failure(5, 'an earlier event is missing'))
    expect(pageOf(own().slice(0, 8))).toEqual(failure(9, 'the end of the log is missing'))
    expect(pageOf([])).toEqual(failure(9, 'the end of the log is missing'))
    expect(pageOf([], 9)).toEqual(failure(9, 'the end of the log is missing'))
  })

  it('may end before the log does where it is full, and says that there is more', () => {
    expect(pageOf(own().slice(0, 8), 0, 8)).toMatchObject({ more: true, events: { length: 8 } })
    expect(pageOf(own(1), 1, 3)).toMatchObject({ more: true, at: 'e0', events: { length: 3 } })
  })

  it('is Corrupt where the name of a stream cannot be read', () => {
    const unnamed = { nameOf: () => undefined, check: () => {} }
    expect(tenantPage({ db, statements }, '1', 0, 20, unnamed)).toMatchObject({ _tag: 'Corrupt', position: 1 })
  })

  it('is Misconfigured where the file has another layout, or has lost a table', () => {
    const other = { ...statements, layout: { get: () => [7] } } as unknown as Statements
    expect(tenantPage({ db, statements: other }, '1', 0, 20, streamNames())).toMatchObject({ _tag: 'Misconfigured' })
  })
})

describe('a page of a stream', () => {
  it('is Corrupt where the index leads to another stream', () => {
    const other = statements.eventsOfStream.all(2, 0, 15)
    const [first] = other
    expect(streamPage(misled('eventsOfStream', other), '1', 's0', 0, 15)).toEqual(
      failure(Number(first?.[0]), 'an index of the streams names another event'),
    )
  })

  it('says what stands at its beginning, which is damage where it is missing', () => {
    const whole = { db, statements }
    expect(streamPage(whole, '1', 's0', 1, 15)).toMatchObject({ head: 9, more: false, at: 'e0', events: { length: 2 } })
    expect(streamPage(whole, '1', 's0', 0, 2)).toMatchObject({ more: true, events: { length: 2 } })
    const after = statements.eventsOfStream.all(1, 2, 15)
    expect(streamPage(misled('eventsOfStream', after), '1', 's0', 1, 15)).toMatchObject({ _tag: 'Corrupt' })
    expect(streamPage(misled('eventsOfStream', []), '1', 's0', 3, 15)).toMatchObject({ _tag: 'Corrupt' })
    expect(streamPage(whole, '1', 's0', 9, 15)).toEqual({
      epoch: expect.any(String) as string,
      head: 9,
      events: [],
      more: false,
    })
  })
})

describe('a body', () => {
  const bodyOf = (tenant: string, position: number): unknown => bodyAt({ db, statements }, tenant, position)

  it('is none of another tenant’s, and none between two events', () => {
    expect(bodyOf('1', 1)).toBeInstanceOf(Buffer)
    expect(bodyOf('2', 1)).toBeUndefined()
    expect(bodyOf('1', 0)).toBeUndefined()
  })

  it('is Corrupt where no event is found and the next one is damaged', () => {
    const next = statements.eventAt.get(6)?.map((cell, index) => (index === eventCell.eventText ? '[]' : cell))
    const { statements: gone } = misled('eventAt', [])
    const misread = {
      db,
      statements: { ...gone, eventAfter: misled('eventAfter', [next ?? []]).statements.eventAfter },
    }
    expect(bodyAt(misread, '1', 5)).toEqual(failure(6, 'an event does not match its checksum'))
  })

  it('is Corrupt where its event is gone, in the midst of the log or at its end', () => {
    const gone = misled('eventAt', [])
    for (const position of [5, 9]) expect(bodyAt(gone, '1', position)).toEqual(failure(position, 'an event is missing'))
    expect(bodyAt(gone, '1', 12)).toBeUndefined()
  })
})
