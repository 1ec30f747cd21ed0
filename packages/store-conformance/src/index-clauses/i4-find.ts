import { type IndexKey, type IndexQuery, type IndexRow, matches } from '@partner-ledger/core/store'

import { same } from '../expectation.js'
import { type IndexCheck, indexChecksOf } from '../index-check.js'
import { applyRows, indexRowAt, inOrder, rowsIn, someIndexQuery, someIndexRows } from '../index-rows.js'
import { tenant } from '../scene.js'

export const findChecks: readonly IndexCheck[] = [
  ...indexChecksOf('I4', [
    {
      title: '300 random queries over 250 random rows find what plain code finds',
      run: async ({ open, random }) => {
        const index = await open()
        const rows = inOrder(someIndexRows(random, 250))
        await applyRows(index, tenant, rows)
        for (let n = 0; n < 300; n += 1) {
          const query = someIndexQuery(random)
          const found = await rowsIn(index.find(tenant, query, undefined, 10_000), 'find')
          same(places(found), places(rows.filter((row) => matches(query, row))), JSON.stringify(query))
        }
      },
    },
    {
      title: 'an expiry is compared by its instant where it has one, whatever its date says',
      run: async ({ open, random }) => {
        const index = await open()
        const { expiryDate: _, expiryTime: __, expiryInstant: ___, ...bare } = indexRowAt(random, [1, 1, 1])
        const of = (customerId: number, expiry: object): IndexRow => ({
          ...bare,
          stream: `s${customerId}`,
          customerId,
          ...expiry,
        })
        const rows = [
          of(1, { expiryInstant: 99, expiryDate: '2030-01-01' }),
          of(2, { expiryInstant: 100, expiryDate: '2000-01-01' }),
          of(3, { expiryDate: '2024-03-09' }),
          of(4, { expiryDate: '2024-03-10' }),
          of(5, {}),
        ]
        await applyRows(index, tenant, rows)
        const edge = { instant: 100, date: '2024-03-10', time: '12:00:00' }
        for (const [query, customers] of [
          [{ expiresBefore: edge }, [1, 3]],
          [{ expiresFrom: edge }, [2, 4]],
          [{ lastsUntil: edge }, [2, 4, 5]],
        ] as const) {
          const found = await rowsIn(index.find(tenant, query, undefined, 10), 'find')
          same(
            found.map(({ customerId }) => customerId),
            customers,
            JSON.stringify(query),
          )
        }
      },
    },
  ]),
  ...indexChecksOf('I5', [
    {
      title: 'rows are ordered by loyalty program, partner program and customer as numbers, not as texts',
      run: async ({ open, random }) => {
        const index = await open()
        const some = [10, 9, 100, 2, Number.MAX_SAFE_INTEGER, 1]
        const at = some.flatMap((a) => some.flatMap((b) => some.map((c) => [a, b, c] as const)))
        await applyRows(
          index,
          tenant,
          at.map((place) => indexRowAt(random, place)),
        )
        const found = await rowsIn(index.find(tenant, {}, undefined, 10_000), 'find')
        const expected = at.toSorted((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2])
        same(places(found), expected, 'the order')
      },
    },
    {
      title: 'pages of any size one after another are the whole answer, each row once, for any query',
      run: async ({ open, random }) => {
        const index = await open()
        const rows = inOrder(someIndexRows(random, 120))
        await applyRows(index, tenant, rows)
        for (const limit of [1, 2, 7, 40, 119, 120, 121]) {
          const query: IndexQuery = limit === 1 ? {} : someIndexQuery(random)
          const expected = rows.filter((row) => matches(query, row))
          const found: IndexRow[] = []
          for (
            let page: readonly IndexRow[] = rows, after: IndexRow | undefined;
            page.length > 0;
            after = page.at(-1)
          ) {
            page = await rowsIn(index.find(tenant, query, after, limit), 'find')
            same(page.length, Math.min(limit, expected.length - found.length), `a page of ${limit}`)
            found.push(...page)
          }
          same(places(found), places(expected), `pages of ${limit} of ${JSON.stringify(query)}`)
        }
      },
    },
    {
      title: 'a page begins after a place at which no row is',
      run: async ({ open, random }) => {
        const index = await open()
        const rows = inOrder(someIndexRows(random, 40))
        await applyRows(index, tenant, rows)
        for (const { loyaltyProgramId, partnerProgramId, customerId } of rows) {
          const after: IndexKey = { loyaltyProgramId, partnerProgramId, customerId: customerId - 1 }
          const [next] = await rowsIn(index.find(tenant, {}, after, 1), 'find')
          same(next && isAtOrBefore(next, { loyaltyProgramId, partnerProgramId, customerId }), true, 'the next row')
        }
      },
    },
  ]),
]

const places = (rows: readonly IndexRow[]): readonly (readonly number[])[] =>
  rows.map(({ loyaltyProgramId, partnerProgramId, customerId }) => [loyaltyProgramId, partnerProgramId, customerId])

/** The row, or one that lies between the place before it and itself. */
const isAtOrBefore = (row: IndexKey, place: IndexKey): boolean =>
  row.loyaltyProgramId === place.loyaltyProgramId &&
  row.partnerProgramId === place.partnerProgramId &&
  row.customerId <= place.customerId
