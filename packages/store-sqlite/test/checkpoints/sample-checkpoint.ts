import type { Checkpoint, CheckpointPlace, StoredCheckpoint } from '@partner-ledger/core/store'

import type { SqliteStore } from '../../src/sqlite-store.js'
import { epochOf, rightOf } from '../sample-event.js'

export const place: CheckpointPlace = { name: 'reader', tenant: '1' }

export const checkpointAt = (position: number): Checkpoint => ({ epoch: 'e', position, replayUntil: 0 })

/** A checkpoint of the log's own epoch, held by somebody. */
export const heldAt = async (store: SqliteStore, position: number): Promise<Checkpoint> => ({
  epoch: await epochOf(store),
  position,
  replayUntil: 2,
  lease: { owner: 'somebody', until: 9e12 },
})

/** Puts so many first checkpoints, for readers of three names. */
export const putMany = async (store: SqliteStore, count: number): Promise<void> => {
  for (let n = 0; n < count; n += 1) {
    const lease = n % 2 === 0 ? {} : { lease: { owner: `owner ${n}`, until: 1_700_000_000_000 + n } }
    const at = { name: `reader ${n % 3}`, tenant: `tenant ${n}` }
    await rightOf(store.checkpoints.put(at, 0, { ...checkpointAt(n * 1_000), ...lease }))
  }
}

export const allCheckpoints = (store: SqliteStore): Promise<readonly StoredCheckpoint[]> =>
  rightOf(store.checkpoints.list(undefined, 10_000))
