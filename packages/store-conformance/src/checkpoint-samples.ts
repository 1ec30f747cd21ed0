import type {
  Checkpoint,
  CheckpointOutcome,
  CheckpointPlace,
  CheckpointStore,
  Revision,
  StoredCheckpoint,
} from '@partner-ledger/core/store'

import { holds, same, valueOf } from './expectation.js'
import type { Random } from './random.js'
import { tenant } from './scene.js'

/** The place that most checks look at. Noise lies at places of names close to it. */
export const place: CheckpointPlace = { name: 'reader', tenant }

const numbers = [0, 1, 9, 10, 2_147_483_648, Number.MAX_SAFE_INTEGER]
const texts = ['e', 'E', ' ', 'caf\u00e9', "'; --", '\u{1f600}', '0b7a32f5-2c4e-4d8e-9f6a-3f1f0a9f1c55']
const instants = [Number.MIN_SAFE_INTEGER, -1, 0, 1_700_000_000_000, Number.MAX_SAFE_INTEGER]

/** A checkpoint with or without a lease. */
export const someCheckpoint = (random: Random): Checkpoint => ({
  epoch: random.pick(texts),
  position: random.pick(numbers),
  replayUntil: random.pick(numbers),
  ...(random.below(2) === 0 ? {} : { lease: { owner: random.pick(texts), until: random.pick(instants) } }),
})

/** The checkpoint at this position, held by nobody. */
export const checkpointAt = (position: number): Checkpoint => ({ epoch: 'e', position, replayUntil: 0 })

/** Puts at a place, and answers the revision; throws where it is a conflict. */
export const putAt = async (
  store: CheckpointStore,
  at: CheckpointPlace,
  expected: Revision,
  checkpoint: Checkpoint,
): Promise<Revision> => {
  const outcome = await valueOf(store.put(at, expected, checkpoint), 'put')
  holds(outcome._tag === 'put', `a put at the revision that stands answered a conflict with ${outcome.revision}`)
  return outcome.revision
}

/** Puts the first checkpoint of a place. */
export const putNew = (store: CheckpointStore, at: CheckpointPlace, checkpoint: Checkpoint): Promise<Revision> =>
  putAt(store, at, 0, checkpoint)

/** Deletes what stands at this revision. */
export const deleteAt = async (store: CheckpointStore, at: CheckpointPlace, expected: Revision): Promise<void> => {
  const outcome = await valueOf(store.delete(at, expected), 'delete')
  same(outcome, { _tag: 'put', revision: 0 }, 'a delete at the revision that stands')
}

/** Sees that a call was a conflict with this revision. */
export const isConflict = (outcome: CheckpointOutcome, stands: Revision, what: string): void =>
  same(outcome, { _tag: 'conflict', revision: stands }, what)

export const stored = (at: CheckpointPlace, revision: Revision, checkpoint: Checkpoint): StoredCheckpoint => ({
  ...at,
  ...checkpoint,
  revision,
})

/** Sees what stands at a place. */
export const stands = async (
  store: CheckpointStore,
  at: CheckpointPlace,
  expected: StoredCheckpoint | undefined,
  what: string,
): Promise<void> => same(plain(await valueOf(store.get(at), 'get')), expected, what)

/** Everything that the store lists. */
export const listed = async (store: CheckpointStore): Promise<readonly (StoredCheckpoint | undefined)[]> =>
  (await valueOf(store.list(undefined, 10_000), 'list')).map(plain)

/** As an object of any prototype compares. */
const plain = (found: StoredCheckpoint | undefined): StoredCheckpoint | undefined =>
  found === undefined ? undefined : { ...found, ...(found.lease === undefined ? {} : { lease: { ...found.lease } }) }
