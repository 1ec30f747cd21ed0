import { right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'

import type { IndexRow } from '../../src/store/index/membership-index.js'
import { memoryIndex } from '../../src/store/index/memory-index.js'
import { rowAt } from './index-rows.js'

const tenant = '50191'

/** The kit of store-conformance asks the rest of it. */
describe('the index in memory', () => {
  it('starts at 0 for every tenant, and is there again after a clear', async () => {
    const index = memoryIndex()
    const rows = [rowAt([1, 1, 1])]
    expect(await index.apply(tenant, { from: 0, to: 4, fold: 3, rows })).toEqual(right('applied'))
    expect(await index.stand(tenant)).toEqual(right({ position: 4, fold: 3 }))
    expect(await index.stand('another')).toEqual(right({ position: 0, fold: 0 }))
    expect(await index.clear(tenant)).toEqual(right(undefined))
    expect(await index.stand(tenant)).toEqual(right({ position: 0, fold: 0 }))
    expect(await index.find(tenant, {}, undefined, 10)).toEqual(right([]))
  })

  it('keeps rows in order over steps that add, replace and add nothing', async () => {
    const index = memoryIndex()
    const step = async (from: number, rows: readonly IndexRow[]): Promise<void> => {
      expect(await index.apply(tenant, { from, to: from + 1, fold: 1, rows })).toEqual(right('applied'))
    }
    await step(0, [rowAt([1, 1, 10]), rowAt([1, 1, 9])])
    expect(await index.find(tenant, {}, undefined, 1)).toEqual(right([rowAt([1, 1, 9])]))
    await step(1, [rowAt([1, 1, 2]), rowAt([1, 1, 9], { tier: 1 })])
    await step(2, [])
    const all = [rowAt([1, 1, 2]), rowAt([1, 1, 9], { tier: 1 }), rowAt([1, 1, 10])]
    expect(await index.find(tenant, {}, undefined, 10)).toEqual(right(all))
    expect(await index.find(tenant, {}, rowAt([1, 1, 2]), 1)).toEqual(right(all.slice(1, 2)))
    expect(await index.find(tenant, {}, rowAt([9, 9, 9]), 1)).toEqual(right([]))
  })

  it('is not shared: each call makes one', async () => {
    const step = { from: 0, to: 1, fold: 1, rows: [rowAt([1, 1, 1])] }
    expect(await memoryIndex().apply(tenant, step)).toEqual(right('applied'))
    expect(await memoryIndex().find(tenant, {}, undefined, 10)).toEqual(right([]))
  })
})
