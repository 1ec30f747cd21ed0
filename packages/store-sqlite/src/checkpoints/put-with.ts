import {
  type Answer,
  checkpointConflict,
  type CheckpointOutcome,
  type Checkpoint,
  type CheckpointStep,
  type Either,
  invalidArgument,
  left,
  checkPut,
  type Revision,
  right,
  type StoreError,
} from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import { isEngineFailure } from '../errors.js'
import type { Connection, Handle } from '../file/connection.js'
import { immediately } from '../file/immediately.js'
import type { StoreParts } from '../file/store-parts.js'
import { isCorrupt } from '../log/heads.js'
import type { Row } from '../schema/statements.js'
import { applyDatabase } from './apply-database.js'
import { applyRefusal } from './apply-refusal.js'
import { ownCheckpoint, ownPlace, storedCheckpoint } from './checkpoint-rows.js'
import { checkpointStatements } from './checkpoint-statements.js'
import { findCheckpoint, setCheckpoint, standingRevision } from './checkpoint-step.js'

/** What a host writes to its own tables. */
export type HostWrites = (db: Database) => unknown

/** Puts a checkpoint and does the host's writes in one transaction. It rejects with what the host's code threw. */
export const putWith =
  ({ connection, accept, withHandle }: StoreParts) =>
  async ({ place, expected, checkpoint }: CheckpointStep, write: HostWrites): Answer<CheckpointOutcome> => {
    const step = { place: ownPlace(place), expected, checkpoint: ownCheckpoint(checkpoint) }
    const ended = await accept(checkPut(step.place, expected, step.checkpoint), (deadline) =>
      withHandle((handle) => {
        try {
          return settled(immediately(connection, handle, () => written(connection, handle, step, write)))
        } finally {
          if (!applyDatabase(handle.db).restore()) connection.poison()
        }
      }, deadline),
    )
    if (ended._tag === 'Left') return ended
    if (ended.right._tag === 'Threw') throw ended.right.thrown
    return right(ended.right)
  }

/** What is thrown on to the caller, once the transaction was taken back. */
interface Threw {
  readonly _tag: 'Threw'
  readonly thrown: unknown
}

/** What was thrown passes as a value through what waits for locks, which takes a throw for an error of the engine. */
const settled = (end: Either<StoreError | Threw, CheckpointOutcome>): Either<StoreError, CheckpointOutcome | Threw> => {
  if (end._tag === 'Right') return end
  return end.left._tag === 'Threw' ? right(end.left) : left(end.left)
}

const threw = (thrown: unknown): Threw => ({ _tag: 'Threw', thrown })

/** The revision is looked at first, so that a zombie's writes are not even tried. */
const written = (
  connection: Connection,
  handle: Handle,
  { place, expected, checkpoint }: CheckpointStep,
  write: HostWrites,
): Either<StoreError | Threw, CheckpointOutcome> => {
  const checkpoints = checkpointStatements(handle.db)
  const row = findCheckpoint(checkpoints, place)
  if (isCorrupt(row)) return left(row)
  const stands = standingRevision(row)
  if (stands !== expected)
    return isOfAnotherLog(row, checkpoint, expected) ? left(anotherLog) : right(checkpointConflict(stands))
  const failed = hostWrites(connection, handle, write)
  if (failed !== undefined) return left(failed)
  const outcome = setCheckpoint(checkpoints, place, expected, checkpoint)
  if (isCorrupt(outcome)) return left(outcome)
  return outcome._tag === 'put' ? right(outcome) : left(threw(applyRefusal('moved')))
}

/**
 * Whether the checkpoint that the caller expects was put in another log: this one keeps the row of a place for ever. A
 * subscription would take a conflict for another process at work, and wait for it.
 */
const isOfAnotherLog = (row: Row | undefined, { epoch }: Checkpoint, expected: Revision): boolean => {
  if (row === undefined) return expected > 0
  const stored = storedCheckpoint(row)
  return stored !== undefined && stored.epoch !== epoch
}

const anotherLog = invalidArgument('checkpoint', 'a checkpoint of this log: the projection was made over another store')

/** Does the writes in a savepoint, which distinguishes the end of this transaction from one that the host began. */
const hostWrites = (connection: Connection, handle: Handle, write: HostWrites): Threw | undefined => {
  const { db, endApply } = applyDatabase(handle.db)
  handle.statements.savepoint.run()
  const failed = tried(db, write)
  const isLeftOpen = endApply()
  if (isReleased(handle)) return failed ?? (isLeftOpen ? threw(applyRefusal('open-statement')) : undefined)
  // An error of the disk may have ended it, and have been caught by the host.
  connection.poison()
  return threw(applyRefusal('ended'))
}

const tried = (db: Database, write: HostWrites): Threw | undefined => {
  try {
    const returned = write(db)
    if (!isThenable(returned)) return undefined
    // Its result no longer matters: the host gets the refusal.
    Promise.resolve(returned).catch(() => {})
    return threw(applyRefusal('promise'))
  } catch (error) {
    if (isEngineFailure(error)) throw error
    return threw(error)
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

const isReleased = ({ db, statements }: Handle): boolean => {
  if (!db.inTransaction) return false
  try {
    statements.release.run()
    return true
  } catch {
    return false
  }
}
