import type { IndexRow, MembershipIndex } from '@partner-ledger/core/store'
import { right } from '@partner-ledger/core/store'
import { join } from 'node:path'
import { afterEach, beforeEach, expect } from 'vitest'

import type { SqliteStore } from '../../src/sqlite-store.js'
import { openStore } from '../../src/store.js'
import { type Engine, engine as betterSqlite3 } from '../../src/file/engine.js'
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

/** Fills an empty index in steps of this size. */
export const build = async (index: MembershipIndex, rows: readonly IndexRow[], size = 2000): Promise<void> => {
  for (let from = 0; from < rows.length; from += size) {
    const page = rows.slice(from, from + size)
    expect(await index.apply(tenant, { from, to: from + page.length, fold: 1, rows: page })).toEqual(right('applied'))
  }
}
