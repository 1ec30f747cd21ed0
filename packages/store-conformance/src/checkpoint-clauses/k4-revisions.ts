import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import { checkpointAt, deleteAt, isConflict, place, putAt, putNew, stands, stored } from '../checkpoint-samples.js'
import { holds, nth, valueOf } from '../expectation.js'

export const revisionChecks: readonly CheckpointCheck[] = checkpointChecksOf('K4', [
  {
    title: 'every put is given a greater revision, also one that puts what is there already',
    run: async ({ open }) => {
      const store = await open()
      let last = 0
      for (let round = 0; round < 20; round += 1) {
        const next = await putAt(store, place, last, checkpointAt(round >> 2))
        holds(next > last && Number.isSafeInteger(next), `revision ${next} was given after ${last}`)
        last = next
      }
    },
  },
  {
    title: 'over deletes and new checkpoints no revision is given twice, whoever asks',
    run: async ({ open }) => {
      const handles = [await open(), await open()] as const
      let last = 0
      for (let round = 0; round < 12; round += 1) {
        const store = nth(handles, round % 2)
        const first = await putNew(store, place, checkpointAt(1))
        const second = await putAt(store, place, first, checkpointAt(1))
        holds(first > last && second > first, `revisions ${first} and ${second} were given after ${last}`)
        await deleteAt(store, place, second)
        last = second
      }
    },
  },
  {
    title: 'a zombie’s late put and delete are conflicts, though the place was deleted and filled again as it was',
    run: async ({ open }) => {
      const [zombie, other] = [await open(), await open()]
      const held = { ...checkpointAt(4), lease: { owner: 'zombie', until: 10 } }
      const seen = await putNew(zombie, place, held)
      await deleteAt(other, place, seen)
      isConflict(await valueOf(zombie.put(place, seen, checkpointAt(5)), 'put'), 0, 'a late put where nothing is')
      const next = await putNew(other, place, held)
      isConflict(await valueOf(zombie.put(place, seen, checkpointAt(5)), 'put'), next, 'a late put')
      isConflict(await valueOf(zombie.delete(place, seen), 'delete'), next, 'a late delete')
      await stands(zombie, place, stored(place, next, held), 'what stands')
    },
  },
])
