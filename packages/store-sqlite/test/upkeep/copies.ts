import { readdirSync } from 'node:fs'

import type { Append, NonEmptyArray } from '@partner-ledger/core/store'
import { expect } from 'vitest'

import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { rightOf, sampleAppends } from '../sample-event.js'

/** The unfinished copies in a folder. */
export const partials = (folder: string): readonly string[] =>
  readdirSync(folder).filter((name) => name.includes('.partial'))

/** A log of several thousand pages. */
export const large = async (path: string): Promise<SqliteStore> => {
  const store = sqliteStore({ path })
  const body = Buffer.alloc(16_000, 'x')
  const appends = sampleAppends(600).map((one) => ({ ...one, event: { ...one.event, body } }))
  await rightOf(store.append('1', appends as unknown as NonEmptyArray<Append>))
  return store
}

/** The head of a tenant in a copy, which must be sound. */
export const headOf = async (path: string): Promise<number> => {
  const copy = sqliteStore({ path })
  const { head } = await rightOf(copy.readAll('1', 0, 1))
  expect((await rightOf(copy.verify())).findings).toEqual([])
  await copy.close()
  return head
}
