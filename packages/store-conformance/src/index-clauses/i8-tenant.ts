import { errorOf, same, valueOf } from '../expectation.js'
import { type IndexCheck, indexChecksOf } from '../index-check.js'
import { allRows, applyRows, inOrder, markAt, rowsIn, someIndexRows, standOf } from '../index-rows.js'
import { tenant } from '../scene.js'
import { hostileNames } from '../clauses/hostile-names.js'

const edge = { instant: 0, date: '2024-01-01', time: '00:00:00' }

export const indexTenantChecks: readonly IndexCheck[] = [
  ...indexChecksOf('I8', [
    {
      title: 'tenants of hostile names with the same streams have rows of their own',
      run: async ({ open, random }) => {
        const index = await open()
        const rows = someIndexRows(random, 3)
        const ofTenant = (name: string) => inOrder(rows.map((row) => ({ ...row, state: name, personal: name })))
        for (const name of hostileNames) await applyRows(index, name, ofTenant(name))
        for (const name of hostileNames) {
          same(await allRows(index, name), ofTenant(name), `the rows of '${name}'`)
          const streams = rows.map(({ stream }) => stream)
          same(inOrder(await rowsIn(index.get(name, streams), 'get')), ofTenant(name), `rows of streams of '${name}'`)
          const { counts } = await valueOf(index.count(name, {}, edge), 'count')
          same(
            counts.reduce((sum, { count }) => sum + count, 0),
            3,
            `the count of '${name}'`,
          )
        }
      },
    },
  ]),
  ...indexChecksOf('I9', [
    {
      title: 'a handle sees what another applied and cleared, also one that is opened later',
      run: async ({ open, random }) => {
        const [one, other] = [await open(), await open()]
        const rows = inOrder(someIndexRows(random, 12))
        const stand = await applyRows(one, tenant, rows)
        for (const index of [other, await open()]) {
          same(await standOf(index, tenant), stand, 'the stand')
          same(await allRows(index, tenant), rows, 'the rows')
        }
        await valueOf(other.clear(tenant), 'clear')
        same(await allRows(one, tenant), [], 'the rows after a clear')
      },
    },
    {
      title: 'a closed handle answers StoreClosed, and the others go on',
      run: async ({ handle, open, random }) => {
        const [{ part: index, close }, other] = [await handle(), await open()]
        const rows = inOrder(someIndexRows(random, 4))
        await applyRows(index, tenant, rows)
        await close()
        const step = { from: markAt(0), to: markAt(1), foldVersion: 1, rows: [] }
        for (const [name, answer] of [
          ['stand', index.stand(tenant)],
          ['apply', index.apply(tenant, step)],
          ['get', index.get(tenant, ['s'])],
          ['find', index.find(tenant, {}, undefined, 1)],
          ['count', index.count(tenant, {}, edge)],
          ['clear', index.clear(tenant)],
        ] as const)
          same((await errorOf<unknown>(answer, name))._tag, 'StoreClosed', name)
        same(await allRows(other, tenant), rows, 'the rows through the other handle')
      },
    },
  ]),
]
