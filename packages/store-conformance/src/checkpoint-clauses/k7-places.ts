import type { CheckpointPlace } from '@partner-ledger/core/store'

import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import { checkpointAt, deleteAt, place, putAt, putNew, stands, stored } from '../checkpoint-samples.js'
import { hostileNames } from '../clauses/hostile-names.js'
import { nth } from '../expectation.js'

export const placeChecks: readonly CheckpointCheck[] = checkpointChecksOf('K7', [
  {
    title: 'tenants of hostile names under one name, and names under one tenant, have checkpoints of their own',
    run: async ({ open }) => {
      const store = await open()
      const places: readonly CheckpointPlace[] = [
        ...hostileNames.map((tenant) => ({ name: place.name, tenant })),
        ...hostileNames.map((name) => ({ name, tenant: place.tenant })),
      ]
      const revisions: number[] = []
      for (const [n, at] of places.entries()) revisions.push(await putNew(store, at, checkpointAt(n)))
      for (const [n, at] of places.entries())
        await stands(store, at, stored(at, nth(revisions, n), checkpointAt(n)), `'${at.name}' of '${at.tenant}'`)
    },
  },
  {
    title: 'where name and tenant run into one another, they are other places',
    run: async ({ open }) => {
      const store = await open()
      const places = [
        { name: 'ab', tenant: 'c' },
        { name: 'a', tenant: 'bc' },
        { name: 'a/b', tenant: 'c' },
        { name: 'a', tenant: 'b/c' },
        { name: 'c', tenant: 'ab' },
      ]
      for (const [n, at] of places.entries()) {
        const revision = await putNew(store, at, checkpointAt(n))
        await stands(store, at, stored(at, revision, checkpointAt(n)), `'${at.name}' of '${at.tenant}'`)
      }
    },
  },
  {
    title: 'a put and a delete leave the checkpoints of other names and tenants where they stand',
    run: async ({ open }) => {
      const store = await open()
      const others = [
        { ...place, tenant: 'another' },
        { ...place, name: 'another' },
      ]
      const kept: number[] = []
      for (const at of others) kept.push(await putNew(store, at, checkpointAt(7)))
      const first = await putNew(store, place, checkpointAt(1))
      await deleteAt(store, place, await putAt(store, place, first, checkpointAt(2)))
      for (const [n, at] of others.entries())
        await stands(store, at, stored(at, nth(kept, n), checkpointAt(7)), `'${at.name}' of '${at.tenant}'`)
    },
  },
])
