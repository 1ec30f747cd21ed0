import type { CheckpointPlace, CheckpointStore, StoredCheckpoint } from '@partner-ledger/core/store'

import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import { checkpointAt, deleteAt, listed, putAt, putNew, someCheckpoint, stored } from '../checkpoint-samples.js'
import { hostileNames } from '../clauses/hostile-names.js'
import { holds, same, valueOf } from '../expectation.js'
import type { Random } from '../random.js'

export const listChecks: readonly CheckpointCheck[] = checkpointChecksOf('K6', [
  {
    title: 'checkpoints of hostile names and tenants are listed whole, by name and then tenant, each by code unit',
    run: async ({ open, random }) => {
      const store = await open()
      const expected = await filled(store, random, 200)
      same(await listed(store), expected, 'the list')
    },
  },
  {
    title: 'pages of any size one after another are the whole list, each checkpoint once',
    run: async ({ open, random }) => {
      const store = await open()
      const expected = await filled(store, random, 60)
      for (const limit of [1, 2, 7, expected.length - 1, expected.length, expected.length + 1]) {
        const found: StoredCheckpoint[] = []
        for (let page = expected, after: CheckpointPlace | undefined; page.length > 0; after = page.at(-1)) {
          page = await valueOf(store.list(after, limit), 'list')
          same(page.length, Math.min(limit, expected.length - found.length), `a page of ${limit}`)
          found.push(...page)
        }
        same(found.map(revisionOf), expected.map(revisionOf), `pages of ${limit}`)
      }
    },
  },
  {
    title: 'a page begins after a place at which nothing is',
    run: async ({ open, random }) => {
      const store = await open()
      const expected = await filled(store, random, 30)
      for (const [index, { name, tenant }] of expected.entries()) {
        if (tenant.length > 60) continue
        const [next] = await valueOf(store.list({ name, tenant: `${tenant}\u0001` }, 1), 'list')
        same(next && revisionOf(next), expected[index + 1] && revisionOf(expected[index + 1]), 'the next one')
      }
    },
  },
  {
    title: 'a checkpoint that was moved is listed as it stands, and one that was deleted is not listed',
    run: async ({ open }) => {
      const store = await open()
      const before = await listed(store)
      const places = ['a', 'b', 'c'].map((tenant) => ({ name: '\u0001', tenant }))
      for (const at of places) await putNew(store, at, checkpointAt(1))
      const [first, second, third] = await listed(store)
      holds(first !== undefined && second !== undefined, 'what was put is not listed first')
      const moved = await putAt(store, first, first.revision, checkpointAt(2))
      await deleteAt(store, second, second.revision)
      same(
        await listed(store),
        [stored({ name: '\u0001', tenant: 'a' }, moved, checkpointAt(2)), third, ...before],
        'the list',
      )
    },
  },
])

/** Puts so many checkpoints at places of hostile names, in no order, and gives the whole list as it should be. */
const filled = async (store: CheckpointStore, random: Random, count: number): Promise<readonly StoredCheckpoint[]> => {
  const expected = (await listed(store)).filter((found) => found !== undefined)
  const places = new Map<string, CheckpointPlace>()
  while (places.size < count) {
    const at = { name: random.pick(hostileNames), tenant: random.pick(hostileNames) }
    places.set(`${at.name}\0${at.tenant}`, at)
  }
  for (const at of places.values()) {
    const checkpoint = someCheckpoint(random)
    expected.push(stored(at, await putNew(store, at, checkpoint), checkpoint))
  }
  return expected.sort((a, b) => inOrder(a.name, b.name) || inOrder(a.tenant, b.tenant))
}

const inOrder = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const revisionOf = (found: StoredCheckpoint | undefined): string | undefined =>
  found && `${found.name}\0${found.tenant}\0${found.revision}`
