import type { Checkpoint } from '@partner-ledger/core/store'

import { type CheckpointCheck, checkpointChecksOf } from '../checkpoint-check.js'
import { checkpointAt, deleteAt, place, putAt, stands, stored } from '../checkpoint-samples.js'

const farAway = Number.MAX_SAFE_INTEGER

export const indifferenceChecks: readonly CheckpointCheck[] = checkpointChecksOf('K8', [
  {
    title: 'a lease that lasts keeps nobody from a put or a delete, and one that is over is put and given as it is',
    run: async ({ open }) => {
      const store = await open()
      const held: readonly Checkpoint[] = [
        { ...checkpointAt(1), lease: { owner: 'one', until: farAway } },
        { ...checkpointAt(1), lease: { owner: 'other', until: farAway } },
        { ...checkpointAt(1), lease: { owner: 'other', until: 0 } },
        { ...checkpointAt(1), lease: { owner: 'one', until: -farAway } },
        { ...checkpointAt(1), lease: { owner: 'one', until: farAway } },
      ]
      let revision = 0
      for (const checkpoint of held) {
        revision = await putAt(store, place, revision, checkpoint)
        await stands(store, place, stored(place, revision, checkpoint), 'the checkpoint')
      }
      await deleteAt(store, place, revision)
    },
  },
  {
    title: 'positions beyond the head of the log, after the last one, and of another epoch are put',
    run: async ({ open }) => {
      const store = await open()
      let revision = 0
      for (const checkpoint of [
        checkpointAt(farAway),
        checkpointAt(0),
        { epoch: 'another', position: 5, replayUntil: 3 },
        { epoch: 'e', position: 4, replayUntil: farAway },
      ]) {
        revision = await putAt(store, place, revision, checkpoint)
        await stands(store, place, stored(place, revision, checkpoint), 'the checkpoint')
      }
    },
  },
])
