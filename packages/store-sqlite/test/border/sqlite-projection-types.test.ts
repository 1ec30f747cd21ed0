import type { Delivery } from '@partner-ledger/core'
import type { Database } from 'better-sqlite3'
import { expect, expectTypeOf, it } from 'vitest'

import { type SqliteProjection, sqliteProjection } from '../../src/sqlite-projection.js'
import type { SqliteStore } from '../../src/sqlite-store.js'

const store: Pick<SqliteStore, 'putWith'> = { putWith: () => expect.fail() }

it('A projection infers that it is handed deliveries of a ledger', () => {
  const projection = sqliteProjection(store, {
    name: 'counts',
    apply: (deliveries, db) => {
      expectTypeOf(deliveries).toEqualTypeOf<readonly Delivery[]>()
      expectTypeOf(db).toEqualTypeOf<Database>()
    },
  })
  expectTypeOf(projection).toEqualTypeOf<SqliteProjection>()
  expect(projection.name).toBe('counts')
})

it('A projection of other values says so where it applies them', () => {
  const sums: number[] = []
  const apply = (numbers: readonly number[]): void => void sums.push(...numbers)
  const projection = sqliteProjection(store, { name: 'sums', apply })
  expectTypeOf(projection).toEqualTypeOf<SqliteProjection<number>>()
  expect(projection.handle).toHaveProperty('commit')
})
