import { left, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../failure/store-error.js'
import type { Answer } from '../answer.js'
import { checkList, checkPlace, checkPut, checkRevision } from './checkpoint-arguments.js'
import {
  type Checkpoint,
  checkpointConflict,
  type CheckpointPlace,
  checkpointPut,
  type CheckpointStore,
  type Revision,
  type StoredCheckpoint,
} from './checkpoint-store.js'

/** Checkpoints in memory, for stores that bring none. They live as long as the process. */
export const memoryCheckpoints = (): CheckpointStore => {
  const kept = new Map<string, StoredCheckpoint>()
  let revisions = 0

  return {
    get: (place) => answer(checkPlace(place), () => kept.get(keyOf(place))),

    list: (after, limit) =>
      answer(checkList(after, limit), () =>
        [...kept.values()]
          .filter((checkpoint) => after === undefined || comparePlaces(checkpoint, after) > 0)
          .sort(comparePlaces)
          .slice(0, limit),
      ),

    put: (place, expected, checkpoint) =>
      answer(checkPut(place, expected, checkpoint), () => {
        const stands = kept.get(keyOf(place))?.revision ?? 0
        if (stands !== expected) return checkpointConflict(stands)
        revisions += 1
        kept.set(keyOf(place), storedCheckpoint(place, revisions, checkpoint))
        return checkpointPut(revisions)
      }),

    delete: (place, expected) =>
      answer(checkRevision(place, expected), () => {
        const stands = kept.get(keyOf(place))?.revision ?? 0
        if (stands !== expected) return checkpointConflict(stands)
        kept.delete(keyOf(place))
        return checkpointPut(0)
      }),
  }
}

const answer = <A>(fault: StoreError | undefined, value: () => A): Answer<A> =>
  Promise.resolve(fault === undefined ? right(value()) : left(fault))

/** An object of the store's own that nobody changes: nothing that is done to what was put, or got, reaches it. */
const storedCheckpoint = (
  { name, tenant }: CheckpointPlace,
  revision: Revision,
  { epoch, position, id, replayUntil, lease }: Checkpoint,
): StoredCheckpoint =>
  Object.freeze({
    name,
    tenant,
    revision,
    epoch,
    position,
    ...(id === undefined ? {} : { id }),
    replayUntil,
    ...(lease === undefined ? {} : { lease: Object.freeze({ owner: lease.owner, until: lease.until }) }),
  })

/** No name holds a NUL. */
const keyOf = ({ name, tenant }: CheckpointPlace): string => `${name}\0${tenant}`

const comparePlaces = (a: CheckpointPlace, b: CheckpointPlace): number =>
  compareTexts(a.name, b.name) || compareTexts(a.tenant, b.tenant)

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
