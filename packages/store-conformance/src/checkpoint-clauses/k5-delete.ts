import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import {
  checkpointAt,
  deleteAt,
  isConflict,
  listed,
  place,
  putAt,
  putNew,
  stands,
  stored,
} from '../checkpoint-samples.js'
import { same, valueOf } from '../expectation.js'

export const deleteChecks: readonly CheckpointCheck[] = checkpointChecksOf('K5', [
  {
    title: 'after a delete the place has no checkpoint, in get and in list, and may be filled again',
    run: async ({ open }) => {
      const store = await open()
      const before = await listed(store)
      const first = await putNew(store, place, { ...checkpointAt(3), lease: { owner: 'me', until: 5 } })
      await deleteAt(store, place, first)
      await stands(store, place, undefined, 'the checkpoint after a delete')
      same(await listed(store), before, 'the list after a delete')
      const next = await putNew(store, place, checkpointAt(1))
      await stands(store, place, stored(place, next, checkpointAt(1)), 'the checkpoint put after a delete')
    },
  },
  {
    title: 'a delete that expects another revision is a conflict with what stands, and removes nothing',
    run: async ({ open }) => {
      const store = await open()
      const first = await putNew(store, place, checkpointAt(1))
      const second = await putAt(store, place, first, checkpointAt(2))
      for (const expected of [0, first, second + 1]) {
        isConflict(await valueOf(store.delete(place, expected), 'delete'), second, `a delete that expects ${expected}`)
        await stands(store, place, stored(place, second, checkpointAt(2)), 'what stands after a conflict')
      }
    },
  },
  {
    title: 'where nothing is, a delete that expects a revision is a conflict with 0, and one that expects 0 is done',
    run: async ({ open }) => {
      const store = await open()
      isConflict(await valueOf(store.delete(place, 3), 'delete'), 0, 'a delete where nothing is')
      await deleteAt(store, place, 0)
      const first = await putNew(store, place, checkpointAt(1))
      await deleteAt(store, place, first)
      isConflict(await valueOf(store.delete(place, first), 'delete'), 0, 'a delete that is repeated')
      await stands(store, place, undefined, 'what stands')
    },
  },
])
