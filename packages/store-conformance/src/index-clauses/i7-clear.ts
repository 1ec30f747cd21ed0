import { same, valueOf } from '../expectation.js'
import { type IndexCheck, indexChecksOf } from '../index-check.js'
import { allRows, applyRows, inOrder, someIndexRows } from '../index-rows.js'
import { tenant } from '../scene.js'

const edge = { instant: 0, date: '2024-01-01' }

export const clearChecks: readonly IndexCheck[] = indexChecksOf('I7', [
  {
    title: 'behind a clear there is no row in any answer, and a step from 0 by another fold is applied',
    run: async ({ open, random }) => {
      const index = await open()
      const rows = someIndexRows(random, 300)
      await applyRows(index, tenant, rows)
      await valueOf(index.clear(tenant), 'clear')
      same(await valueOf(index.stand(tenant), 'stand'), { position: 0, fold: 0 }, 'the stand')
      same(await allRows(index, tenant), [], 'the rows')
      const streams = rows.map(({ stream }) => stream)
      same(await valueOf(index.get(tenant, streams), 'get'), [], 'the rows of the streams')
      same(await valueOf(index.count(tenant, {}, edge), 'count'), [], 'the counts')
      const step = { from: 0, to: 3, fold: 12, rows: rows.slice(0, 2) }
      same(await valueOf(index.apply(tenant, step), 'apply'), 'applied', 'a step behind a clear')
      same(await allRows(index, tenant), inOrder(step.rows), 'the rows behind it')
    },
  },
  {
    title: 'a clear leaves the rows and the stand of other tenants, and may be repeated',
    run: async ({ open, random }) => {
      const index = await open()
      const rows = someIndexRows(random, 30)
      for (const name of [tenant, 'other']) await applyRows(index, name, rows)
      const stand = await valueOf(index.stand('other'), 'stand')
      for (const name of [tenant, tenant, 'nobody']) await valueOf(index.clear(name), 'clear')
      same(await valueOf(index.stand('other'), 'stand'), stand, 'the stand of the other')
      same(await allRows(index, 'other'), inOrder(rows), 'the rows of the other')
    },
  },
])
