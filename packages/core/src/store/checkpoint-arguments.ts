import { limitFault, nameFault, wholeFault } from './arguments.js'
import type { Checkpoint, CheckpointPlace, Lease, Revision } from './checkpoint-store.js'
import { type InvalidArgument, invalidArgument, type TooLarge } from './store-error.js'

type Fault = InvalidArgument | TooLarge | undefined

/** The fault of a checkpoint's place. */
export const placeFault = (place: CheckpointPlace | null | undefined): Fault =>
  nameFault('name', place?.name) ?? nameFault('tenant', place?.tenant)

/** The fault of a list of checkpoints. */
export const listFault = (after: CheckpointPlace | undefined, limit: number): Fault =>
  (after === undefined ? undefined : placeFault(after)) ?? limitFault(limit)

/** The fault of a compare-and-set. */
export const revisionFault = (place: CheckpointPlace, expected: Revision): Fault =>
  placeFault(place) ?? wholeFault('expected', expected, 0)

/** The fault of a put. */
export const putFault = (place: CheckpointPlace, expected: Revision, checkpoint: Checkpoint): Fault =>
  revisionFault(place, expected) ?? checkpointFault(checkpoint)

const checkpointFault = (checkpoint: Checkpoint | null | undefined): Fault =>
  nameFault('epoch', checkpoint?.epoch) ??
  wholeFault('position', checkpoint?.position, 0) ??
  wholeFault('replayUntil', checkpoint?.replayUntil, 0) ??
  (checkpoint?.lease === undefined ? undefined : leaseFault(checkpoint.lease))

const leaseFault = (lease: Lease | null): Fault =>
  nameFault('owner', lease?.owner) ??
  (Number.isSafeInteger(lease?.until) ? undefined : invalidArgument('until', 'whole ms since epoch'))
