import {
  type Answer,
  checkFind,
  checkName,
  checkRowStreams,
  checkStep,
  type Corrupt,
  type Either,
  type IndexCount,
  type IndexQuery,
  type IndexState,
  left,
  type MembershipIndex,
  outcomeUnknown,
  right,
  type StoreError,
  type Tenant,
} from '@partner-ledger/core/store'

import { immediately } from '../file/immediately.js'
import type { StoreParts } from '../file/store-parts.js'
import { isCorrupt } from '../log/heads.js'
import { isUnreadable } from '../log/log-state.js'
import type { Row } from '../schema/statements.js'
import { readAnswer } from './index-answer.js'
import { indexRowOf } from './index-rows.js'
import { countSelect, findSelect, manySelects } from './index-select.js'
import { type IndexStatements, indexStatements, rowsOfStreams } from './index-statements.js'
import { applyStep, deleteLeftRows, leaveRows } from './index-step.js'
import { ownKey, ownQuery, ownStep } from './own-arguments.js'
import type { Select } from './select.js'

/** The membership index in the file of the store: a step is one transaction, and an answer is one statement. */
export const sqliteIndex = ({ connection, accept, withHandle }: StoreParts): MembershipIndex => {
  const look = <A, B>(
    error: StoreError | undefined,
    tenant: Tenant,
    selectIn: (index: IndexStatements) => Select | undefined,
    rowOf: (row: Row) => A | Corrupt,
    answer: (state: IndexState, rows: readonly A[]) => B,
  ): Answer<B> =>
    accept(error, (deadline) =>
      withHandle((handle) => {
        const read = readAnswer(handle, tenant, selectIn, rowOf)
        return isUnreadable(read) ? left(read) : right(answer(read.state, read.rows))
      }, deadline),
    )

  const change = <A>(work: (index: IndexStatements) => Either<StoreError, A>, deadline: number): Answer<A> =>
    withHandle((handle) => immediately(connection, handle, () => work(indexStatements(handle.db))), deadline)

  return {
    stand: (tenant) =>
      look(
        checkName('tenant', tenant),
        tenant,
        () => undefined,
        indexRowOf,
        (state) => state,
      ),

    apply: (tenant, given) => {
      const step = ownStep(given)
      return accept(checkStep(tenant, step), (deadline) =>
        change((index) => {
          const outcome = applyStep(index, tenant, step)
          return isCorrupt(outcome) ? left(outcome) : right(outcome)
        }, deadline),
      )
    },

    get: (tenant, streams) => {
      const names = JSON.stringify(streams)
      return look(
        checkRowStreams(tenant, streams),
        tenant,
        () => ({ sql: rowsOfStreams, values: [names, tenant] }),
        indexRowOf,
        (state, rows) => ({ ...state, rows }),
      )
    },

    find: (tenant, given, after, limit) => {
      const [query, from] = [ownQuery(given), ownKey(after)]
      return look(
        checkFind(tenant, limit),
        tenant,
        (index) => {
          const few = query.expiresBefore !== undefined && expireFew(index, tenant, query)
          return findSelect(tenant, query, from, limit, few)
        },
        indexRowOf,
        (state, rows) => ({ ...state, rows }),
      )
    },

    count: (tenant, given, ended) => {
      const [query, edge] = [ownQuery(given), { ...ended }]
      return look(
        checkName('tenant', tenant),
        tenant,
        () => countSelect(tenant, query, edge),
        indexCountOf,
        (state, counts) => ({ ...state, counts }),
      )
    },

    clear: (tenant) =>
      accept(checkName('tenant', tenant), async (deadline) => {
        const cleared = await change((index) => {
          leaveRows(index, tenant)
          return right(undefined)
        }, deadline)
        if (cleared._tag === 'Left') return cleared
        for (;;) {
          const page = await change((index) => right(deleteLeftRows(index)), deadline)
          if (page._tag === 'Left') return left(afterClear(page.left))
          if (page.right) return right(undefined)
        }
      }),
  }
}

/** Few enough to look them all up for one page; more are found soon in a scan of the rows in order. */
const few = 1000

const expireFew = (index: IndexStatements, tenant: Tenant, query: IndexQuery): boolean =>
  manySelects(tenant, query, few).every(({ sql, values }) => index.select(sql).get(...values) === undefined)

/** The index is empty by then, and so the error cannot say that nothing was changed. */
const afterClear = (error: StoreError): StoreError =>
  error._tag === 'Unavailable' ? outcomeUnknown('the index is empty, and not all of its rows are deleted') : error

const indexCountOf = ([loyaltyProgramId, partnerProgramId, open, ended, tier, count]: Row): IndexCount => ({
  loyaltyProgramId: Number(loyaltyProgramId),
  partnerProgramId: Number(partnerProgramId),
  open: open === 1,
  ended: ended === 1,
  ...(typeof tier === 'number' ? { tier } : {}),
  count: Number(count),
})
