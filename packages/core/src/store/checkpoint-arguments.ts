import { limitFault, nameFault, wholeFault } from './arguments.js'
import type { Checkpoint, CheckpointPlace, Revision } from './checkpoint-store.js'
import { type InvalidArgument, invalidArgument, type TooLarge } from './store-error.js'

type Fault = InvalidArgument | TooLarge | undefined

/** The fault of a checkpoint's place. */
export const placeFault = ({ name, tenant }: CheckpointPlace): Fault =>
  nameFault('name', name) ?? nameFault('tenant', tenant)

/** The fault of a list of checkpoints. */
export const listFault = (after: CheckpointPlace | undefined, limit: number): Fault =>
  (after === undefined ? undefined : placeFault(after)) ?? limitFault(limit)

/** The fault of a compare-and-set. */
export const revisionFault = (place: CheckpointPlace, expected: Revision): Fault =>
  placeFault(place) ?? wholeFault('expected', expected, 0)

/** The fault of a put. */
export const putFault = (place: CheckpointPlace, expected: Revision, checkpoint: Checkpoint): Fault =>
  revisionFault(place, expected) ?? checkpointFault(checkpoint)

const checkpointFault = ({ epoch, position, replayUntil, lease }: Checkpoint): Fault =>
  nameFault('epoch', epoch) ??
  wholeFault('position', position, 0) ??
  wholeFault('replayUntil', replayUntil, 0) ??
  (lease === undefined
    ? undefined
    : (nameFault('owner', lease.owner) ??
      (Number.isSafeInteger(lease.until) ? undefined : invalidArgument('until', 'whole ms since epoch'))))
