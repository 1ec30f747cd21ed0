import {
  type Checkpoint,
  type CheckpointOutcome,
  type CheckpointPlace,
  type CheckpointStore,
  type Revision,
  right,
  type StoredCheckpoint,
} from '@partner-ledger/core/store'

import { holds } from '../expectation.js'
import { agree, type Command, type Side } from './world.js'

/** Puts at the revision that was given so many puts ago; 0: at the one that stands. */
export const putCheckpoint =
  (place: CheckpointPlace, ago: number, checkpoint: Checkpoint): Command =>
  async (world) => {
    await agree(
      world,
      'put',
      async (side) => checkpointsOf(side).put(place, await expectedOf(side, place, ago), checkpoint),
      (answer, side) => (answer._tag === 'Left' ? answer : seenOutcome(side, place, answer.right)),
    )
  }

/** Deletes at the revision that was given so many puts ago; 0: at the one that stands. */
export const deleteCheckpoint =
  (place: CheckpointPlace, ago: number): Command =>
  async (world) => {
    await agree(
      world,
      'delete',
      async (side) => checkpointsOf(side).delete(place, await expectedOf(side, place, ago)),
      (answer, side) => (answer._tag === 'Left' ? answer : seenOutcome(side, place, answer.right)),
    )
  }

export const getCheckpoint =
  (place: CheckpointPlace): Command =>
  async (world) => {
    await agree(
      world,
      'get',
      (side) => checkpointsOf(side).get(place),
      (answer, side) => (answer._tag === 'Left' ? answer : right(answer.right && seen(side, answer.right))),
    )
  }

export const listCheckpoints =
  (after: CheckpointPlace | undefined, limit: number): Command =>
  async (world) => {
    await agree(
      world,
      'list',
      (side) => checkpointsOf(side).list(after, limit),
      (answer, side) => (answer._tag === 'Left' ? answer : right(answer.right.map((one) => seen(side, one)))),
    )
  }

const checkpointsOf = ({ store }: Side): CheckpointStore => {
  holds(store.checkpoints !== undefined, 'the store brings no checkpoints: leave their commands out')
  return store.checkpoints
}

/** What a call expects: the revision that stands, or one of the earlier ones, the same one on both sides. */
const expectedOf = async (side: Side, place: CheckpointPlace, ago: number): Promise<Revision> => {
  const got = await checkpointsOf(side).get(place)
  const stands = got._tag === 'Right' ? (got.right?.revision ?? 0) : 0
  return ago === 0 ? stands : (givenOf(side, place).at(-1 - ago) ?? 0)
}

const givenOf = ({ revisions }: Side, { name, tenant }: CheckpointPlace): Revision[] => {
  const key = `${name}\0${tenant}`
  const given = revisions.get(key) ?? []
  revisions.set(key, given)
  return given
}

/** The number of the revision among those that were given to the place; they are noted as they are met. */
const rankOf = (side: Side, place: CheckpointPlace, revision: Revision): number => {
  if (revision === 0) return 0
  const given = givenOf(side, place)
  const rank = given.indexOf(revision) + 1
  if (rank > 0) return rank
  holds(revision > (given.at(-1) ?? 0), 'a new revision is not beyond the last one')
  return given.push(revision)
}

const seenOutcome = (side: Side, place: CheckpointPlace, outcome: CheckpointOutcome): CheckpointOutcome => ({
  ...outcome,
  revision: rankOf(side, place, outcome.revision),
})

/** The checkpoint with the number of its revision in the place of the revision. */
const seen = (side: Side, { lease, ...rest }: StoredCheckpoint): StoredCheckpoint => ({
  ...rest,
  ...(lease === undefined ? {} : { lease: { ...lease } }),
  revision: rankOf(side, rest, rest.revision),
})
