import { checkpointConflict, checkpointPut, memoryCheckpoints } from '@partner-ledger/core/store'
import { left, right } from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'

const place = { name: 'reader', tenant: '50191' }
const checkpoint = { epoch: 'e', position: 4, replayUntil: 2, lease: { owner: 'me', until: 99 } }

/** The kit of store-conformance asks the rest of it. */
describe('checkpoints in memory', () => {
  it('are moved by compare-and-set, and revisions go on behind a delete', async () => {
    const store = memoryCheckpoints()
    expect(await store.get(place)).toEqual(right(undefined))
    expect(await store.put(place, 0, checkpoint)).toEqual(right(checkpointPut(1)))
    expect(await store.put(place, 0, { ...checkpoint, position: 9 })).toEqual(right(checkpointConflict(1)))
    expect(await store.get(place)).toEqual(right({ ...place, ...checkpoint, revision: 1 }))
    expect(await store.delete(place, 2)).toEqual(right(checkpointConflict(1)))
    expect(await store.delete(place, 1)).toEqual(right(checkpointPut(0)))
    expect(await store.put(place, 1, checkpoint)).toEqual(right(checkpointConflict(0)))
    expect(await store.put(place, 0, checkpoint)).toEqual(right(checkpointPut(2)))
  })

  it('are listed by name and then tenant, behind a place at which nothing need be', async () => {
    const store = memoryCheckpoints()
    const places = [
      { name: 'b', tenant: '1' },
      { name: 'a', tenant: '2' },
      { name: 'a', tenant: '10' },
      { name: 'B', tenant: '3' },
    ]
    for (const one of places) expect(await store.put(one, 0, checkpoint)).toMatchObject({ _tag: 'Right' })
    const names = async (...given: Parameters<typeof store.list>): Promise<unknown> => {
      const listed = await store.list(...given)
      return listed._tag === 'Left' ? listed.left : listed.right.map(({ name, tenant }) => `${name}/${tenant}`)
    }
    expect(await names(undefined, 10)).toEqual(['B/3', 'a/10', 'a/2', 'b/1'])
    expect(await names({ name: 'a', tenant: '11' }, 1)).toEqual(['a/2'])
  })

  it('are theirs alone: nothing that is done to what was put or got reaches them', async () => {
    const store = memoryCheckpoints()
    const given = { ...checkpoint, lease: { ...checkpoint.lease } }
    expect(await store.put(place, 0, given)).toEqual(right(checkpointPut(1)))
    given.position = 77
    given.lease.until = 77
    const kept = right({ ...place, ...checkpoint, revision: 1 })
    const got = await store.get(place)
    expect(got).toEqual(kept)
    const lease: unknown = got._tag === 'Right' ? got.right?.lease : undefined
    expect(() => Object.assign(lease as object, { until: 1 })).toThrow(TypeError)
    expect(await store.get(place)).toEqual(kept)
  })

  it('answer arguments outside their rules without a change', async () => {
    const store = memoryCheckpoints()
    const refused = left(expect.objectContaining({ _tag: 'InvalidArgument' }))
    expect(await store.get({ ...place, name: '' })).toEqual(refused)
    expect(await store.list(undefined, 0)).toEqual(refused)
    expect(await store.put(place, -1, checkpoint)).toEqual(refused)
    expect(await store.delete(place, 0.5)).toEqual(refused)
    expect(await store.list(undefined, 10)).toEqual(right([]))
  })
})
