import { type Answer, storeLimits } from '@partner-ledger/core/store'

import { errorOf, same } from '../expectation.js'
import { type IndexCheck, indexChecksOf } from '../index-check.js'
import { allRows, applyRows, inOrder, markAt, someIndexRows, standOf } from '../index-rows.js'
import { tenant } from '../scene.js'

export const indexArgumentChecks: readonly IndexCheck[] = indexChecksOf('I10', [
  {
    title: 'names, limits, numbers of streams and steps outside their rules are refused, and the argument is named',
    run: async ({ open, random }) => {
      const index = await open()
      const rows = someIndexRows(random, 3)
      const stand = await applyRows(index, tenant, rows)
      const edge = { instant: 0, date: '2024-01-01', time: '00:00:00' }
      const refuse = async (argument: string, answer: Answer<unknown>, what: string): Promise<void> => {
        const error = await errorOf(answer, what)
        same([error._tag, 'argument' in error && error.argument], ['InvalidArgument', argument], what)
      }
      for (const bad of ['', 'a\0b', '\ud800', 'a'.repeat(storeLimits.nameBytes + 1)]) {
        await refuse('tenant', index.stand(bad), 'stand')
        await refuse('tenant', index.apply(bad, { from: markAt(0), to: markAt(1), foldVersion: 1, rows: [] }), 'apply')
        await refuse('tenant', index.get(bad, ['s']), 'get')
        await refuse('tenant', index.find(bad, {}, undefined, 1), 'find')
        await refuse('tenant', index.count(bad, {}, edge), 'count')
        await refuse('tenant', index.clear(bad), 'clear')
      }
      for (const limit of [0, -1, 1.5, NaN, 10_001])
        await refuse('limit', index.find(tenant, {}, undefined, limit), `find with limit ${limit}`)
      await refuse('streams', index.get(tenant, Array<string>(10_001).fill('s')), 'get of 10,001 streams')
      const { position, foldVersion } = stand
      const next = { from: markAt(position), to: markAt(position + 1), foldVersion, rows: [] }
      await refuse('from.position', index.apply(tenant, { ...next, from: markAt(-1) }), 'a step from -1')
      await refuse('to.position', index.apply(tenant, { ...next, to: next.from }), 'a step to where it begins')
      await refuse('to.epoch', index.apply(tenant, { ...next, to: { ...next.to, epoch: '' } }), 'a step to no epoch')
      await refuse('foldVersion', index.apply(tenant, { ...next, foldVersion: 0 }), 'a step by version 0 of the fold')
      same(await standOf(index, tenant), stand, 'the stand')
      same(await allRows(index, tenant), inOrder(rows), 'the rows')
    },
  },
])
