import {
  checkpointConflict,
  type CheckpointPlace,
  checkpointPut,
  type CheckpointStore,
  memoryCheckpoints,
  right,
  type StoredCheckpoint,
} from '@partner-ledger/core/store'

import { subjectOf } from '../checkpoint-subject.js'
import { broken, type BrokenCheckpoints, type Change, keyOf, standing } from './broken.js'

/** Looks, and then puts whatever happened in between: what compare-and-set is there to avoid. */
const lookThenPut: Change = (store) => ({
  put: async (place, expected, checkpoint) => {
    const stands = (await standing(store, place))?.revision ?? 0
    if (stands !== expected) return right(checkpointConflict(stands))
    for (;;) {
      const put = await store.put(place, (await standing(store, place))?.revision ?? 0, checkpoint)
      if (put._tag === 'Left' || put.right._tag === 'put') return put
    }
  },
})

/** Counts the revisions of each place from what stands there. */
const countedFromWhatStands = (): CheckpointStore => {
  const kept = new Map<string, StoredCheckpoint>()
  const at = (place: CheckpointPlace): number => kept.get(keyOf(place))?.revision ?? 0
  return {
    ...memoryCheckpoints(),
    get: async (place) => right(kept.get(keyOf(place))),
    put: async (place, expected, checkpoint) => {
      if (at(place) !== expected) return right(checkpointConflict(at(place)))
      kept.set(keyOf(place), { ...place, ...checkpoint, revision: expected + 1 })
      return right(checkpointPut(expected + 1))
    },
    delete: async (place, expected) => {
      if (at(place) !== expected) return right(checkpointConflict(at(place)))
      kept.delete(keyOf(place))
      return right(checkpointPut(0))
    },
  }
}

/** Stores whose get, put and delete are not what they promise. */
export const brokenMoves: readonly BrokenCheckpoints[] = [
  broken('K1', 'forgets the lease', (store) => ({
    put: (place, expected, { lease: _, ...rest }) => store.put(place, expected, rest),
  })),
  broken('K1', 'keeps the lease that stood', (store) => ({
    put: async (place, expected, checkpoint) => {
      const lease = (await standing(store, place))?.lease
      return store.put(place, expected, { ...(lease === undefined ? {} : { lease }), ...checkpoint })
    },
  })),
  broken('K1', 'gives out what it keeps', (store) => {
    const given = new Map<string, StoredCheckpoint>()
    return {
      get: async (place) => {
        const got = await standing(store, place)
        if (got !== undefined && given.get(keyOf(place))?.revision !== got.revision) given.set(keyOf(place), { ...got })
        return right(given.get(keyOf(place)))
      },
    }
  }),
  broken('K2', 'puts whatever is expected', (store) => ({
    put: async (place, _, checkpoint) => store.put(place, (await standing(store, place))?.revision ?? 0, checkpoint),
  })),
  broken('K2', 'names the revision that was expected', (store) => ({
    put: async (place, expected, checkpoint) => {
      const put = await store.put(place, expected, checkpoint)
      return put._tag === 'Right' && put.right._tag === 'conflict' ? right(checkpointConflict(expected)) : put
    },
  })),
  broken('K2', 'makes a new one whatever revision is expected', (store) => ({
    put: async (place, expected, checkpoint) =>
      store.put(place, (await standing(store, place)) === undefined ? 0 : expected, checkpoint),
  })),
  broken('K3', 'looks before it puts, and puts whatever happened in between', lookThenPut),
  broken('K3', 'tells every racer that it put', (store) => ({
    put: async (place, expected, checkpoint) => {
      const put = await store.put(place, expected, checkpoint)
      return put._tag === 'Right' ? right(checkpointPut(put.right.revision)) : put
    },
  })),
  { breaks: 'K4', subject: subjectOf('counts anew after a delete', countedFromWhatStands) },
  broken('K4', 'gives no new revision to what is there already', (store) => ({
    put: async (place, expected, checkpoint) => {
      const stands = await standing(store, place)
      return stands?.revision === expected && stands.position === checkpoint.position
        ? right(checkpointPut(expected))
        : store.put(place, expected, checkpoint)
    },
  })),
  broken('K5', 'deletes whatever is expected', (store) => ({
    delete: async (place) => store.delete(place, (await standing(store, place))?.revision ?? 0),
  })),
  broken('K5', 'deletes nothing', () => ({ delete: async () => right(checkpointPut(0)) })),
  broken('K5', 'lists what was deleted', (store) => {
    const ghosts: StoredCheckpoint[] = []
    return {
      delete: async (place, expected) => {
        const stood = await standing(store, place)
        if (stood?.revision === expected) ghosts.push(stood)
        return store.delete(place, expected)
      },
      list: async (after, limit) => {
        const all = await store.list(after, limit)
        return all._tag === 'Left' ? all : right([...all.right, ...ghosts])
      },
    }
  }),
]
