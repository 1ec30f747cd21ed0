import {
  type Answer,
  type Either,
  checkFind,
  type IndexCount,
  type IndexQuery,
  type IndexRow,
  left,
  type MembershipIndex,
  checkName,
  right,
  checkStep,
  type StoreError,
  checkStreams,
  type Tenant,
} from '@partner-ledger/core/store'

import { isCorrupt } from '../log/heads.js'
import { immediately } from '../file/immediately.js'
import { indexRowOf } from './index-rows.js'
import { countSelect, findSelect, manySelects, type Select } from './index-select.js'
import { type IndexStatements, indexStatements } from './index-statements.js'
import { applyStep, deleteLeftRows } from './index-step.js'
import type { Row } from '../schema/statements.js'
import type { StoreParts } from '../file/store-parts.js'

/** The membership index in the file of the store: a step is one transaction, and a page is one statement. */
export const sqliteIndex = ({ connection, accept, withHandle }: StoreParts): MembershipIndex => {
  const look = <A>(fault: StoreError | undefined, work: (index: IndexStatements) => Either<StoreError, A>): Answer<A> =>
    accept(fault, () => withHandle(({ db }) => work(indexStatements(db))))

  const change = <A>(work: (index: IndexStatements) => Either<StoreError, A>): Answer<A> =>
    withHandle((handle) => immediately(connection, handle, () => work(indexStatements(handle.db))))

  return {
    stand: (tenant) =>
      look(checkName('tenant', tenant), (index) => {
        const [, position = 0, fold = 0] = (index.stand.get(tenant) ?? []) as readonly number[]
        return right({ position, fold })
      }),

    apply: (tenant, step) =>
      accept(checkStep(tenant, step), () =>
        change((index) => {
          const outcome = applyStep(index, tenant, step)
          return isCorrupt(outcome) ? left(outcome) : right(outcome)
        }),
      ),

    get: (tenant, streams) =>
      look(checkStreams(tenant, streams), (index) =>
        indexRows(index.rowsOfStreams.all(JSON.stringify(streams), tenant)),
      ),

    find: (tenant, query, after, limit) =>
      look(checkFind(tenant, limit), (index) => {
        const few = query.expiresBefore !== undefined && expireFew(index, tenant, query)
        return indexRows(selected(index, findSelect(tenant, query, after, limit, few)))
      }),

    count: (tenant, query, ended) =>
      look(checkName('tenant', tenant), (index) =>
        right(selected(index, countSelect(tenant, query, ended)).map(indexCountOf)),
      ),

    clear: (tenant) =>
      accept(checkName('tenant', tenant), async () => {
        const cleared = await change((index) => right(index.leaveRows.run(tenant)))
        if (cleared._tag === 'Left') return cleared
        for (;;) {
          const page = await change((index) => right(deleteLeftRows(index)))
          if (page._tag === 'Left') return page
          if (page.right) return right(undefined)
        }
      }),
  }
}

const selected = (index: IndexStatements, { sql, values }: Select): readonly Row[] => index.select(sql).all(...values)

/** Few enough to look them all up for one page; more are met soon on the way through the rows in order. */
const few = 1000

const expireFew = (index: IndexStatements, tenant: Tenant, query: IndexQuery): boolean =>
  manySelects(tenant, query, few).every((select) => selected(index, select).length === 0)

const indexRows = (rows: readonly Row[]): Either<StoreError, readonly IndexRow[]> => {
  const found: IndexRow[] = []
  for (const cells of rows) {
    const row = indexRowOf(cells)
    if (isCorrupt(row)) return left(row)
    found.push(row)
  }
  return right(found)
}

const indexCountOf = ([loyaltyProgramId, partnerProgramId, open, ended, tier, count]: Row): IndexCount => ({
  loyaltyProgramId: Number(loyaltyProgramId),
  partnerProgramId: Number(partnerProgramId),
  open: open === 1,
  ended: ended === 1,
  ...(typeof tier === 'number' ? { tier } : {}),
  count: Number(count),
})
