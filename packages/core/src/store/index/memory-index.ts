import { left, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../failure/store-error.js'
import type { Answer } from '../answer.js'
import { checkName } from '../arguments.js'
import type { StreamName, Tenant } from '../event.js'
import type { LogMark } from '../page.js'
import { checkFind, checkRowStreams, checkStep } from './index-arguments.js'
import { compareKeys, countRows, matches } from './index-query.js'
import { emptyIndex, type IndexCheckpoint, type IndexRow, type MembershipIndex } from './membership-index.js'

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
    const known = tenants.get(tenant) ?? { stand: emptyIndex, rows: new Map(), sorted: undefined }
    tenants.set(tenant, known)
    return known
  }

  const sortedRows = (tenant: Tenant): readonly IndexRow[] => {
    const index = indexOf(tenant)
    index.sorted ??= [...index.rows.values()].sort(compareKeys)
    return index.sorted
  }

  return {
    stand: (tenant) => answer(checkName('tenant', tenant), () => ({ stand: indexOf(tenant).stand })),
    apply: (tenant, step) =>
      answer(checkStep(tenant, step), () => {
        const { from, to, foldVersion, rows } = step
        const index = indexOf(tenant)
        if (!isNext(index.stand, from, foldVersion)) return 'behind'
        for (const row of rows) index.rows.set(row.stream, row)
        index.stand = Object.freeze({ ...markOf(to), foldVersion })
        if (rows.length > 0) index.sorted = undefined
        return 'applied'
      }),
    get: (tenant, streams) =>
      answer(checkRowStreams(tenant, streams), () => {
        const { rows, stand } = indexOf(tenant)
        return { rows: streams.map((stream) => rows.get(stream)).filter((row) => row !== undefined), stand }
      }),
    find: (tenant, query, after, limit) =>
      answer(checkFind(tenant, limit), () => {
        const rows = sortedRows(tenant)
        const start = after === undefined ? 0 : firstAfter(rows, (row) => compareKeys(row, after) > 0)
        const found: IndexRow[] = []
        for (let at = start; at < rows.length && found.length < limit; at += 1) {
          const row = rows[at]
          if (row !== undefined && matches(query, row)) found.push(row)
        }
        return { rows: found, stand: indexOf(tenant).stand }
      }),
    count: (tenant, query, ended) =>
      answer(checkName('tenant', tenant), () => {
        const { rows, stand } = indexOf(tenant)
        const found = [...rows.values()].filter((row) => matches(query, row))
        return { counts: countRows(found, ended), stand }
      }),
    clear: (tenant) =>
      answer(checkName('tenant', tenant), () => {
        tenants.delete(tenant)
      }),
  }
}

/** Whether a step from this mark, by this version of the fold, follows what is in the index. */
export const isNext = (stand: IndexCheckpoint, from: LogMark, foldVersion: number): boolean =>
  stand.position === 0
    ? from.position === 0
    : stand.foldVersion === foldVersion &&
      stand.epoch === from.epoch &&
      stand.position === from.position &&
      stand.id === from.id

const markOf = ({ epoch, position, id }: LogMark): LogMark =>
  id === undefined ? { epoch, position } : { epoch, position, id }

const answer = <A>(fault: StoreError | undefined, value: () => A): Answer<A> =>
  Promise.resolve(fault === undefined ? right(value()) : left(fault))

/** The first row for which `isAfter` holds, in rows of which it holds for none, and then for all. */
const firstAfter = (rows: readonly IndexRow[], isAfter: (row: IndexRow) => boolean): number => {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const row = rows[middle]
    if (row !== undefined && isAfter(row)) high = middle
    else low = middle + 1
  }
  return low
}
