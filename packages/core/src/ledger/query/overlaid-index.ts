import { left, right } from 'fp-ts/lib/Either.js'

import { unavailable } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { StreamName, Tenant } from '../../store/event.js'
import { compareKeys, countRows, matches } from '../../store/index/index-query.js'
import type {
  IndexCheckpoint,
  IndexCount,
  IndexRow,
  IndexState,
  MembershipIndex,
} from '../../store/index/membership-index.js'
import { isNext } from '../../store/index/memory-index.js'

/** What was applied above the index of one tenant. */
interface Overlay {
  /** Where the index below stood; rows above a base that moved are dropped. */
  readonly base: IndexCheckpoint
  stand: IndexCheckpoint
  readonly rows: Map<StreamName, IndexRow>
}

/** An index that must not be written, with later steps kept in memory above it. It cannot be cleared. */
export const overlaidIndex = (below: MembershipIndex): MembershipIndex => {
  const overlays = new Map<Tenant, Overlay>()

  /** Makes an answer of rows below and rows above that stand on the same base. */
  const over = async <B extends IndexState, A>(
    tenant: Tenant,
    read: (rows: Overlay['rows']) => Answer<B>,
    merge: (below: B, overlay: Overlay) => A,
  ): Answer<A> => {
    for (;;) {
      const known = overlays.get(tenant)
      const found = await read(known?.rows ?? new Map<StreamName, IndexRow>())
      if (found._tag === 'Left') return found
      const { stand } = found.right
      if (known !== undefined && isSame(known.base, stand)) return right(merge(found.right, known))
      overlays.set(tenant, { base: stand, stand, rows: new Map() })
    }
  }

  return {
    stand: (tenant) =>
      over(
        tenant,
        () => below.stand(tenant),
        (_, { stand }) => ({ stand }),
      ),
    apply: (tenant, { from, to, foldVersion, rows }) =>
      over(
        tenant,
        () => below.stand(tenant),
        (_, overlay) => {
          if (!isNext(overlay.stand, from, foldVersion)) return 'behind'
          for (const row of rows) overlay.rows.set(row.stream, row)
          overlay.stand = { ...to, foldVersion }
          return 'applied'
        },
      ),
    get: (tenant, streams) =>
      over(
        tenant,
        () => below.get(tenant, streams),
        (found, { rows, stand }) => {
          const above = streams.flatMap((stream) => rows.get(stream) ?? [])
          return { rows: [...above, ...found.rows.filter(({ stream }) => !rows.has(stream))], stand }
        },
      ),
    find: (tenant, query, after, limit) =>
      over(
        tenant,
        // More than the limit, since rows that stand above as well are left out.
        (rows) => below.find(tenant, query, after, Math.min(10_000, limit + rows.size)),
        (found, { rows, stand }) => {
          const above = [...rows.values()].filter(
            (row) => matches(query, row) && (after === undefined || compareKeys(row, after) > 0),
          )
          const kept = found.rows.filter(({ stream }) => !rows.has(stream))
          return { rows: [...above, ...kept].sort(compareKeys).slice(0, limit), stand }
        },
      ),
    count: async (tenant, query, ended) => {
      const replaced = await replacedRows(below, tenant, [...(overlays.get(tenant)?.rows.keys() ?? [])])
      if (replaced._tag === 'Left') return replaced
      return over(
        tenant,
        () => below.count(tenant, query, ended),
        ({ counts }, { rows, stand }) => {
          const isMatch = (row: IndexRow): boolean => matches(query, row)
          const gone = countRows(replaced.right.filter(isMatch), ended).map((one) => ({ ...one, count: -one.count }))
          const come = countRows([...rows.values()].filter(isMatch), ended)
          return { counts: summed([...counts, ...come, ...gone]), stand }
        },
      )
    },
    clear: () => Promise.resolve(left(unavailable(notWritable))),
  }
}

const notWritable = 'the index was made by another version, or of another log, and this store must not write it'

const isSame = (a: IndexCheckpoint, b: IndexCheckpoint): boolean =>
  a.epoch === b.epoch && a.position === b.position && a.id === b.id && a.foldVersion === b.foldVersion

const replacedRows = async (
  below: MembershipIndex,
  tenant: Tenant,
  streams: readonly StreamName[],
): Answer<readonly IndexRow[]> => {
  const found: IndexRow[] = []
  for (let next = 0; next < streams.length; next += 10_000) {
    const page = await below.get(tenant, streams.slice(next, next + 10_000))
    if (page._tag === 'Left') return page
    found.push(...page.right.rows)
  }
  return right(found)
}

const summed = (counts: readonly IndexCount[]): readonly IndexCount[] => {
  const groups = new Map<string, IndexCount>()
  for (const one of counts) {
    const name = [one.loyaltyProgramId, one.partnerProgramId, one.open, one.ended, one.tier].join()
    groups.set(name, { ...one, count: one.count + (groups.get(name)?.count ?? 0) })
  }
  return [...groups.values()].filter(({ count }) => count > 0)
}
