import type { Answer, IndexRow, IndexRows, IndexStep, LogMark, MembershipIndex } from '@partner-ledger/core/store'
import { right } from '@partner-ledger/core/store'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'

import type { SqliteStore } from '../../src/sqlite-store.js'
import { openStore } from '../../src/store.js'
import { type Engine, engine as betterSqlite3 } from '../../src/file/engine.js'
import { rightOf } from '../sample-event.js'
import { newFolder, removeFolder } from '../temporary-folder.js'

export const tenant = '50191'

/** A new file for each test, and handles that are closed behind it. */
export interface IndexFile {
  folder: string
  path: string
  open(engine?: Engine): SqliteStore
}

export const indexFile = (): IndexFile => {
  let stores: SqliteStore[] = []
  const file: IndexFile = {
    folder: '',
    path: '',
    open: (engine = betterSqlite3) => {
      const store = openStore({ path: file.path, busyMs: 50 }, engine)
      stores.push(store)
      return store
    },
  }
  beforeEach(() => {
    file.folder = newFolder()
    file.path = join(file.folder, 'ledger.db')
    stores = []
  })
  afterEach(async () => {
    for (const store of stores) await store.close()
    removeFolder(file.folder)
  })
  return file
}

/** The mark of a position in the log of these tests. */
export const markAt = (position: number): LogMark =>
  position === 0 ? { epoch: 'e', position } : { epoch: 'e', position, id: `id ${position}` }

/** A step between two positions. */
export const stepOf = (from: number, to: number, rows: readonly IndexRow[], foldVersion = 1): IndexStep => ({
  from: markAt(from),
  to: markAt(to),
  foldVersion,
  rows,
})

/** The rows of an answer; the test fails on a `Left`. */
export const rowsOf = async (answer: Answer<IndexRows>): Promise<readonly IndexRow[]> => (await rightOf(answer)).rows

/** Fills an empty index in steps of this size. */
export const build = async (index: MembershipIndex, rows: readonly IndexRow[], size = 2000): Promise<void> => {
  for (let from = 0; from < rows.length; from += size) {
    const page = rows.slice(from, from + size)
    expect(await index.apply(tenant, stepOf(from, from + page.length, page))).toEqual(right('applied'))
  }
}
