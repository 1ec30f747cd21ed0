import { left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../answer.js'
import { checkName } from '../arguments.js'
import type { StreamName, Tenant } from '../event.js'
import { checkFind, checkStep, checkStreams } from './index-arguments.js'
import { comparePlaces, isFrom, matches } from './index-query.js'
import type { ExpiryEdge, IndexCount, IndexRow, IndexCheckpoint, MembershipIndex } from './membership-index.js'
import type { StoreError } from '../store-error.js'

interface TenantIndex {
  stand: IndexCheckpoint
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
    stand: (tenant) => answer(checkName('tenant', tenant), () => indexOf(tenant).stand),
    apply: (tenant, step) =>
      answer(checkStep(tenant, step), () => {
        const { from, to, fold, rows } = step
        const index = indexOf(tenant)
        const { position, fold: known } = index.stand
        if (position !== from || (position !== 0 && known !== fold)) return 'behind'
        for (const row of rows) index.rows.set(row.stream, row)
        index.stand = { position: to, fold }
        if (rows.length > 0) index.sorted = undefined
        return 'applied'
      }),
    get: (tenant, streams) =>
      answer(checkStreams(tenant, streams), () => {
        const { rows } = indexOf(tenant)
        return streams.map((stream) => rows.get(stream)).filter((row) => row !== undefined)
      }),
    find: (tenant, query, after, limit) =>
      answer(checkFind(tenant, limit), () => {
        const rows = sortedRows(tenant)
        const start = after === undefined ? 0 : firstBehind(rows, (row) => comparePlaces(row, after) > 0)
        const found: IndexRow[] = []
        for (let at = start; at < rows.length && found.length < limit; at += 1) {
          const row = rows[at]
          if (row !== undefined && matches(query, row)) found.push(row)
        }
        return found
      }),
    count: (tenant, query, ended) =>
      answer(checkName('tenant', tenant), () => {
        const rows = [...indexOf(tenant).rows.values()]
        return counted(
          rows.filter((row) => matches(query, row)),
          ended,
        )
      }),
    clear: (tenant) =>
      answer(checkName('tenant', tenant), () => {
        tenants.delete(tenant)
      }),
  }
}

const answer = <A>(fault: StoreError | undefined, value: () => A): Answer<A> =>
  Promise.resolve(fault === undefined ? right(value()) : left(fault))

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
