import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import {
  checkpointAt,
  deleteAt,
  isConflict,
  listed,
  place,
  putAt,
  putNew,
  someCheckpoint,
  stands,
  stored,
} from '../checkpoint-samples.js'
import { holds, same, valueOf } from '../expectation.js'

export const restartChecks: readonly CheckpointCheck[] = checkpointChecksOf('K9', [
  {
    title: 'checkpoints with and without leases are there again, at the revisions at which they stood',
    needs: 'reopen',
    run: async ({ open, reopened, random }) => {
      const store = await open()
      for (let n = 0; n < 40; n += 1)
        await putNew(store, { name: `reader ${n % 3}`, tenant: `${n}` }, someCheckpoint(random))
      const first = await putNew(store, place, checkpointAt(1))
      const moved = await putAt(store, place, first, checkpointAt(2))
      const before = await listed(store)
      const again = await reopened()
      same(await listed(again), before, 'the list after a restart')
      isConflict(await valueOf(again.put(place, first, checkpointAt(3)), 'put'), moved, 'a stale put after a restart')
      await putAt(again, place, moved, checkpointAt(3))
    },
  },
  {
    title: 'what was deleted stays deleted, and its revisions are not given again',
    needs: 'reopen',
    run: async ({ open, reopened }) => {
      const store = await open()
      const seen = await putNew(store, place, checkpointAt(1))
      await deleteAt(store, place, seen)
      const again = await reopened()
      await stands(again, place, undefined, 'what stands after a restart')
      const next = await putNew(again, place, checkpointAt(1))
      holds(next > seen, `revision ${next} was given after ${seen} and a restart`)
      await stands(again, place, stored(place, next, checkpointAt(1)), 'what was put after a restart')
    },
  },
])
