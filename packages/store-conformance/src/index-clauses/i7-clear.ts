import { same, valueOf } from '../expectation.js'
import { type IndexCheck, indexChecksOf } from '../index-check.js'
import { allRows, applyRows, expectEmpty, inOrder, markAt, rowsIn, someIndexRows, standOf } from '../index-rows.js'
import { tenant } from '../scene.js'

const edge = { instant: 0, date: '2024-01-01', time: '00:00:00' }

export const clearChecks: readonly IndexCheck[] = indexChecksOf('I7', [
  {
    title: 'after a clear there is no row in any answer, and a step from 0 by another fold is applied',
    run: async ({ open, random }) => {
      const index = await open()
      const rows = someIndexRows(random, 300)
      await applyRows(index, tenant, rows)
      await valueOf(index.clear(tenant), 'clear')
      await expectEmpty(index, tenant, 'the stand')
      same(await allRows(index, tenant), [], 'the rows')
      const streams = rows.map(({ stream }) => stream)
      same(await rowsIn(index.get(tenant, streams), 'get'), [], 'the rows of the streams')
      same((await valueOf(index.count(tenant, {}, edge), 'count')).counts, [], 'the counts')
      const step = { from: markAt(0), to: markAt(3), foldVersion: 12, rows: rows.slice(0, 2) }
      same(await valueOf(index.apply(tenant, step), 'apply'), 'applied', 'a step after a clear')
      same(await allRows(index, tenant), inOrder(step.rows), 'the rows after it')
    },
  },
  {
    title: 'a clear leaves the rows and the stand of other tenants, and may be repeated',
    run: async ({ open, random }) => {
      const index = await open()
      const rows = someIndexRows(random, 30)
      for (const name of [tenant, 'other']) await applyRows(index, name, rows)
      const stand = await standOf(index, 'other')
      for (const name of [tenant, tenant, 'nobody']) await valueOf(index.clear(name), 'clear')
      same(await standOf(index, 'other'), stand, 'the stand of the other')
      same(await allRows(index, 'other'), inOrder(rows), 'the rows of the other')
    },
  },
])
