import { type InvalidArgument, invalidArgument, type TooLarge } from '../../failure/store-error.js'
import { checkLimit, checkMark, checkName, checkWhole } from '../arguments.js'
import type { Checkpoint, CheckpointPlace, Lease, Revision } from './checkpoint-store.js'

type Fault = InvalidArgument | TooLarge | undefined

/** The fault of a checkpoint's place. */
export const checkPlace = (place: CheckpointPlace | null | undefined): Fault =>
  checkName('name', place?.name) ?? checkName('tenant', place?.tenant)

/** The fault of a list of checkpoints. */
export const checkList = (after: CheckpointPlace | undefined, limit: number): Fault =>
  (after === undefined ? undefined : checkPlace(after)) ?? checkLimit(limit)

/** The fault of a compare-and-set. */
export const checkRevision = (place: CheckpointPlace, expected: Revision): Fault =>
  checkPlace(place) ?? checkWhole('expected', expected, 0)

/** The fault of a put. */
export const checkPut = (place: CheckpointPlace, expected: Revision, checkpoint: Checkpoint): Fault =>
  checkRevision(place, expected) ?? checkCheckpoint(checkpoint)

const checkCheckpoint = (checkpoint: Checkpoint | null | undefined): Fault =>
  checkMark('checkpoint', checkpoint) ??
  checkWhole('replayUntil', checkpoint?.replayUntil, 0) ??
  (checkpoint?.lease === undefined ? undefined : checkLease(checkpoint.lease))

const checkLease = (lease: Lease | null): Fault =>
  checkName('owner', lease?.owner) ??
  (Number.isSafeInteger(lease?.until) ? undefined : invalidArgument('until', 'whole ms since epoch'))
