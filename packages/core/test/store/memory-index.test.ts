import { emptyIndex, type IndexRow, type LogMark, memoryIndex } from '@partner-ledger/core/store'
import { right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'

import { rowAt } from './index-rows.js'

const tenant = '50191'
const markAt = (position: number): LogMark =>
  position === 0 ? { epoch: 'e', position } : { epoch: 'e', position, id: `e${position}` }

/** The kit of store-conformance asks the rest of it. */
describe('the index in memory', () => {
  it('starts at 0 for every tenant, and is there again after a clear', async () => {
    const index = memoryIndex()
    const rows = [rowAt([1, 1, 1])]
    expect(await index.apply(tenant, { from: markAt(0), to: markAt(4), foldVersion: 3, rows })).toEqual(
      right('applied'),
    )
    expect(await index.stand(tenant)).toEqual(right({ stand: { ...markAt(4), foldVersion: 3 } }))
    expect(await index.stand('another')).toEqual(right({ stand: emptyIndex }))
    expect(await index.clear(tenant)).toEqual(right(undefined))
    expect(await index.stand(tenant)).toEqual(right({ stand: emptyIndex }))
    expect(await index.find(tenant, {}, undefined, 10)).toMatchObject(right({ rows: [] }))
  })

  it('keeps rows in order over steps that add, replace and add nothing', async () => {
    const index = memoryIndex()
    const step = async (from: number, rows: readonly IndexRow[]): Promise<void> => {
      expect(await index.apply(tenant, { from: markAt(from), to: markAt(from + 1), foldVersion: 1, rows })).toEqual(
        right('applied'),
      )
    }
    await step(0, [rowAt([1, 1, 10]), rowAt([1, 1, 9])])
    expect(await index.find(tenant, {}, undefined, 1)).toMatchObject(right({ rows: [rowAt([1, 1, 9])] }))
    await step(1, [rowAt([1, 1, 2]), rowAt([1, 1, 9], { tier: 1 })])
    await step(2, [])
    const all = [rowAt([1, 1, 2]), rowAt([1, 1, 9], { tier: 1 }), rowAt([1, 1, 10])]
    expect(await index.find(tenant, {}, undefined, 10)).toMatchObject(right({ rows: all }))
    expect(await index.find(tenant, {}, rowAt([1, 1, 2]), 1)).toMatchObject(right({ rows: all.slice(1, 2) }))
    expect(await index.find(tenant, {}, rowAt([9, 9, 9]), 1)).toMatchObject(right({ rows: [] }))
  })

  it('is not shared: each call makes one', async () => {
    const step = { from: markAt(0), to: markAt(1), foldVersion: 1, rows: [rowAt([1, 1, 1])] }
    expect(await memoryIndex().apply(tenant, step)).toEqual(right('applied'))
    expect(await memoryIndex().find(tenant, {}, undefined, 10)).toMatchObject(right({ rows: [] }))
  })
})
