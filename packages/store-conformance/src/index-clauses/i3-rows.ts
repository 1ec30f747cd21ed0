import { same } from '../expectation.js'
import { type IndexCheck, indexChecksOf } from '../index-check.js'
import { allRows, applyRows, indexRowAt, inOrder, rowsIn, someIndexRows } from '../index-rows.js'
import { tenant } from '../scene.js'

export const rowChecks: readonly IndexCheck[] = indexChecksOf('I3', [
  {
    title: 'rows with every field, with none, and with the largest numbers come back as they were put in',
    run: async ({ open, random }) => {
      const index = await open()
      const rows = inOrder(someIndexRows(random, 200))
      await applyRows(index, tenant, rows)
      same(await allRows(index, tenant), rows, 'the rows that find gives')
      const found = await rowsIn(
        index.get(
          tenant,
          rows.map(({ stream }) => stream),
        ),
        'get',
      )
      same(inOrder(found), rows, 'the rows that get gives')
    },
  },
  {
    title: 'a row replaces the one of its stream with all its fields, and no query finds what it was before',
    run: async ({ open, random }) => {
      const index = await open()
      const rows = new Map(someIndexRows(random, 60).map((row) => [row.stream, row]))
      await applyRows(index, tenant, [...rows.values()])
      for (let round = 0; round < 8; round += 1) {
        const changed = [...rows.values()]
          .filter(() => random.below(3) === 0)
          .map((row) => indexRowAt(random, [row.loyaltyProgramId, row.partnerProgramId, row.customerId]))
        await applyRows(index, tenant, changed)
        for (const row of changed) rows.set(row.stream, row)
        same(await allRows(index, tenant), inOrder([...rows.values()]), `the rows after round ${round}`)
      }
    },
  },
  {
    title: 'get leaves out streams without a row, and takes up to 10,000 streams',
    run: async ({ open, random }) => {
      const index = await open()
      const rows = someIndexRows(random, 20)
      await applyRows(index, tenant, rows)
      const unknown = Array.from({ length: 10_000 - rows.length }, (_, n) => `nothing/${n}`)
      const found = await rowsIn(index.get(tenant, [...unknown, ...rows.map(({ stream }) => stream)]), 'get')
      same(inOrder(found), inOrder(rows), 'the rows')
      same(await rowsIn(index.get(tenant, []), 'get'), [], 'the rows of no stream')
    },
  },
])
