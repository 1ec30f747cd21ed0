import { type ExpiryEdge, type IndexCount, type IndexRow, isFrom, matches } from '@partner-ledger/core/store'

import { same, valueOf } from '../expectation.js'
import { type IndexCheck, indexChecksOf } from '../index-check.js'
import { applyRows, someEdge, someIndexQuery, someIndexRows } from '../index-rows.js'
import { tenant } from '../scene.js'

export const countChecks: readonly IndexCheck[] = indexChecksOf('I6', [
  {
    title: 'counts of 100 random queries are those of the rows that find gives',
    run: async ({ open, random }) => {
      const index = await open()
      const rows = someIndexRows(random, 250)
      await applyRows(index, tenant, rows)
      for (let n = 0; n < 100; n += 1) {
        const [query, edge] = [n === 0 ? {} : someIndexQuery(random), someEdge(random)]
        const { counts: counted } = await valueOf(index.count(tenant, query, edge), 'count')
        const expected = rows.filter((row) => matches(query, row)).map((row) => groupOf(row, edge))
        const groups = [...new Set(expected)].map((group) => `${group} × ${expected.filter((g) => g === group).length}`)
        same(counted.map(textOf).toSorted(), groups.toSorted(), JSON.stringify({ query, edge }))
      }
    },
  },
])

const groupOf = (row: IndexRow, edge: ExpiryEdge): string => text(row, row.open && isFrom(edge, row) === false)

const textOf = (count: IndexCount): string => `${text(count, count.ended)} × ${count.count}`

const text = (of: Omit<IndexCount, 'ended' | 'count'>, ended: boolean): string =>
  [of.loyaltyProgramId, of.partnerProgramId, of.open, ended, of.tier ?? '-'].join(' ')
