import { right } from 'fp-ts/lib/Either.js'

import type { StreamName, Tenant } from './event.js'
import { comparePlaces, isFrom, matches } from './index-query.js'
import type { ExpiryEdge, IndexCount, IndexRow, IndexStand, MembershipIndex } from './membership-index.js'

interface TenantIndex {
  stand: IndexStand
  readonly rows: Map<StreamName, IndexRow>
  /** The rows in the index's order, until the next step. */
  sorted: readonly IndexRow[] | undefined
}

/** An index in memory, for stores that bring none. It is filled anew by each process. */
export const memoryIndex = (): MembershipIndex => {
  const tenants = new Map<Tenant, TenantIndex>()

  const indexOf = (tenant: Tenant): TenantIndex => {
    const known = tenants.get(tenant) ?? { stand: { position: 0, fold: 0 }, rows: new Map(), sorted: undefined }
    tenants.set(tenant, known)
    return known
  }

  const sortedRows = (tenant: Tenant): readonly IndexRow[] => {
    const index = indexOf(tenant)
    index.sorted ??= [...index.rows.values()].sort(comparePlaces)
    return index.sorted
  }

  return {
    stand: (tenant) => answer(indexOf(tenant).stand),
    apply: (tenant, { from, to, fold, rows }) => {
      const index = indexOf(tenant)
      const { position, fold: known } = index.stand
      if (position !== from || (position !== 0 && known !== fold)) return answer('behind')
      for (const row of rows) index.rows.set(row.stream, row)
      index.stand = { position: to, fold }
      if (rows.length > 0) index.sorted = undefined
      return answer('applied')
    },
    get: (tenant, streams) => {
      const { rows } = indexOf(tenant)
      return answer(streams.map((stream) => rows.get(stream)).filter((row) => row !== undefined))
    },
    find: (tenant, query, after, limit) => {
      const rows = sortedRows(tenant)
      const start = after === undefined ? 0 : firstBehind(rows, (row) => comparePlaces(row, after) > 0)
      const found: IndexRow[] = []
      for (let at = start; at < rows.length && found.length < limit; at += 1) {
        const row = rows[at]
        if (row !== undefined && matches(query, row)) found.push(row)
      }
      return answer(found)
    },
    count: (tenant, query, ended) =>
      answer(
        counted(
          [...indexOf(tenant).rows.values()].filter((row) => matches(query, row)),
          ended,
        ),
      ),
    clear: (tenant) => {
      tenants.delete(tenant)
      return answer(undefined)
    },
  }
}

const answer = <A>(value: A) => Promise.resolve(right(value))

/** The first place at which `isBehind` holds, in rows of which it holds for none, and then for all. */
const firstBehind = (rows: readonly IndexRow[], isBehind: (row: IndexRow) => boolean): number => {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row !== undefined && isBehind(row)) high = middle
    else low = middle + 1
  }
  return low
}

const counted = (rows: readonly IndexRow[], edge: ExpiryEdge): readonly IndexCount[] => {
  const groups = new Map<string, IndexCount>()
  for (const row of rows) {
    const { loyaltyProgramId, partnerProgramId, tier, open } = row
    const ended = open && isFrom(edge, row) === false
    const name = [loyaltyProgramId, partnerProgramId, open, ended, tier].join()
    const count = (groups.get(name)?.count ?? 0) + 1
    groups.set(name, {
      loyaltyProgramId,
      partnerProgramId,
      open,
      ended,
      ...(tier === undefined ? {} : { tier }),
      count,
    })
  }
  return [...groups.values()]
}
