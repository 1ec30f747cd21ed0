import type { Answer } from '@partner-ledger/core/store'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { eventsOf, leftOf, rightOf, sampleAppend, sampleAppends } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const calls: Readonly<Record<string, (store: SqliteStore) => Answer<unknown>>> = {
  append: (store) => store.append('1', [sampleAppend('s', 'new')]),
  readStream: (store) => store.readStream('1', 's0', 0, 10),
  readAll: (store) => store.readAll('1', 0, 10),
  streams: (store) => store.streams('1', '', '', 10),
  heads: (store) => store.heads('', 10),
  body: (store) => store.body('1', 1),
  forget: (store) => store.forget('1', 's0', 1, 2e12),
  'index.find': (store) => store.index.find('1', {}, undefined, 10),
}

const opened = async (): Promise<{ store: SqliteStore; change: (sql: string) => void }> => {
  const path = `${temporaryFolder()}/ledger.db`
  const store = sqliteStore({ path })
  await rightOf(store.append('1', sampleAppends(6)))
  const change = (sql: string): void => {
    const other = new Database(path)
    other.unsafeMode(true)
    other.exec(sql)
    other.close()
  }
  return { store, change }
}

describe('a call that meets a file of another layout', () => {
  it.each(Object.entries(calls))('%s is Misconfigured, and right again once the layout is', async (_, call) => {
    const { store, change } = await opened()
    const before = await eventsOf(store.readAll('1', 0, 10))
    change('PRAGMA user_version = 2')
    expect(await leftOf(call(store))).toMatchObject({ _tag: 'Misconfigured', retryable: false })
    change('PRAGMA user_version = 1')
    expect(await eventsOf(store.readAll('1', 0, 10))).toEqual(before)
    expect(await call(store)).toMatchObject({ _tag: 'Right' })
    await store.close()
  })

  it('is Misconfigured where the tables are gone', async () => {
    const { store, change } = await opened()
    change('DROP TABLE events; DROP TABLE index_rows; DROP TABLE bodies; DROP TABLE streams')
    for (const [name, call] of Object.entries(calls)) {
      if (name === 'heads') continue
      expect(await leftOf(call(store)), name).toMatchObject({ _tag: 'Misconfigured', retryable: false })
    }
    await store.close()
  })
})
