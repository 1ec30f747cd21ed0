import { type CheckpointPlace, right, type StoredCheckpoint } from '@partner-ledger/core/store'

import { broken, type BrokenCheckpoints, keyOf, standing } from './broken.js'

/** Every page, cut from the whole list by somebody who is wrong. */
const listing = (
  name: string,
  page: (
    all: readonly StoredCheckpoint[],
    after: CheckpointPlace | undefined,
    limit: number,
  ) => readonly StoredCheckpoint[],
): BrokenCheckpoints =>
  broken('K6', name, (store) => ({
    list: async (after, limit) => {
      const all = await store.list(undefined, 10_000)
      return all._tag === 'Left' ? all : right(page(all.right, after, limit))
    },
  }))

/** The list in another order, cut as that order has it. */
const ordering = (name: string, compare: (a: CheckpointPlace, b: CheckpointPlace) => number): BrokenCheckpoints =>
  listing(name, (all, after, limit) =>
    all
      .toSorted(compare)
      .filter((one) => after === undefined || compare(one, after) > 0)
      .slice(0, limit),
  )

/** Keeps everything at another place than it is asked for. */
const elsewhere = (name: string, at: (place: CheckpointPlace) => CheckpointPlace): BrokenCheckpoints =>
  broken('K7', name, (store) => ({
    get: async (place) => {
      const found = await standing(store, at(place))
      return right(found && { ...found, ...place })
    },
    put: (place, expected, checkpoint) => store.put(at(place), expected, checkpoint),
    delete: (place, expected) => store.delete(at(place), expected),
  }))

const byTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Stores whose lists and places are not what they promise. */
export const brokenLists: readonly BrokenCheckpoints[] = [
  ordering('orders names as a locale does', (a, b) => keyOf(a).localeCompare(keyOf(b))),
  ordering('orders names by their bytes in UTF-8', (a, b) =>
    Buffer.compare(Buffer.from(keyOf(a)), Buffer.from(keyOf(b))),
  ),
  ordering('orders by tenant and then name', (a, b) => byTexts(a.tenant, b.tenant) || byTexts(a.name, b.name)),
  ordering('orders by name alone', (a, b) => byTexts(a.name, b.name)),
  listing('begins a page at its place, not after it', (all, after, limit) =>
    all.filter((one) => after === undefined || keyOf(one) >= keyOf(after)).slice(0, limit),
  ),
  listing('gives a page one short', (all, after, limit) =>
    all.filter((one) => after === undefined || keyOf(one) > keyOf(after)).slice(0, Math.max(1, limit - 1)),
  ),
  elsewhere('takes tenants for one another by case', ({ name, tenant }) => ({ name, tenant: tenant.toLowerCase() })),
  elsewhere('takes names for one another by trailing blanks', ({ name, tenant }) => ({
    name: name.trimEnd() || '-',
    tenant,
  })),
  elsewhere('runs name and tenant together', ({ name, tenant }) => ({
    name: `${name}${tenant}`.slice(0, 50),
    tenant: '-',
  })),
]
