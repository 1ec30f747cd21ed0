import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import { checkpointAt, deleteAt, place, putAt, putNew, stands, stored } from '../checkpoint-samples.js'
import { errorOf, same } from '../expectation.js'

export const checkpointHandleChecks: readonly CheckpointCheck[] = checkpointChecksOf('K10', [
  {
    title: 'a handle sees what another put, moved and deleted, also one that is opened later',
    run: async ({ open }) => {
      const [one, other] = [await open(), await open()]
      const first = await putNew(one, place, checkpointAt(1))
      for (const store of [other, await open()])
        await stands(store, place, stored(place, first, checkpointAt(1)), 'the checkpoint through another handle')
      const moved = await putAt(other, place, first, checkpointAt(2))
      await stands(one, place, stored(place, moved, checkpointAt(2)), 'the checkpoint that another moved')
      await deleteAt(one, place, moved)
      await stands(other, place, undefined, 'what stands after another’s delete')
    },
  },
  {
    title: 'a closed handle answers StoreClosed, and the others go on',
    run: async ({ handle, open }) => {
      const [{ part: store, close }, other] = [await handle(), await open()]
      const revision = await putNew(store, place, checkpointAt(1))
      await close()
      for (const [name, answer] of [
        ['get', store.get(place)],
        ['list', store.list(undefined, 1)],
        ['put', store.put(place, revision, checkpointAt(2))],
        ['delete', store.delete(place, revision)],
      ] as const)
        same((await errorOf<unknown>(answer, name))._tag, 'StoreClosed', name)
      await stands(other, place, stored(place, revision, checkpointAt(1)), 'the checkpoint through the other handle')
    },
  },
])
