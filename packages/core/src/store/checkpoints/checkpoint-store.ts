import type { Answer } from '../answer.js'
import type { Position, Tenant } from '../event.js'
import type { LogMark } from '../page.js'

/** Names a reader of the log; text as a stream's name is. */
export type CheckpointName = string

/** Grows with every put to a place, and none is given twice, also after a delete. 0: nothing is there. */
export type Revision = number

/** How far a reader of one tenant's log has come (its last handled event), and who may go on. */
export interface Checkpoint extends LogMark {
  /** The tenant's head when the reader was new: what stands up to here was there before it. */
  readonly replayUntil: Position
  /** Who holds it, and until when, in ms since epoch. */
  readonly lease?: Lease
}

/** A right that ends by itself, so that a holder who dies holds up nobody. */
export interface Lease {
  readonly owner: string
  readonly until: number
}

/** Where a checkpoint is kept. */
export interface CheckpointPlace {
  readonly name: CheckpointName
  readonly tenant: Tenant
}

/** A checkpoint as it is kept. */
export interface StoredCheckpoint extends Checkpoint, CheckpointPlace {
  readonly revision: Revision
}

/** The checkpoint stands, at this revision; 0 for one that was deleted. */
export interface CheckpointPut {
  readonly _tag: 'put'
  readonly revision: Revision
}

/** The place did not stand at the expected revision, but at this one. Nothing was changed. */
export interface CheckpointConflict {
  readonly _tag: 'conflict'
  readonly revision: Revision
}

/** What became of a put. */
export type CheckpointOutcome = CheckpointPut | CheckpointConflict

/**
 * Checkpoints of readers, by name and tenant, each moved by compare-and-set: of two who expect one revision, one puts.
 * As durable as the log beside it. It compares no clock with a lease, and no position with the log.
 */
export interface CheckpointStore {
  /** The checkpoint at this place; `undefined`: none. */
  get(place: CheckpointPlace): Answer<StoredCheckpoint | undefined>
  /** The first `limit` (1–10,000) checkpoints after `after`, by name and then tenant, each by code unit. */
  list(after: CheckpointPlace | undefined, limit: number): Answer<readonly StoredCheckpoint[]>
  /** Replaces what stands at the expected revision; 0: makes one where none is. */
  put(place: CheckpointPlace, expected: Revision, checkpoint: Checkpoint): Answer<CheckpointOutcome>
  /** Removes what stands at the expected revision. */
  delete(place: CheckpointPlace, expected: Revision): Answer<CheckpointOutcome>
}

/** A checkpoint that is to be put together with what was handled. */
export interface CheckpointStep {
  readonly place: CheckpointPlace
  readonly expected: Revision
  readonly checkpoint: Checkpoint
}

/**
 * A handler whose writes and whose checkpoint are one transaction, so that each delivery takes effect exactly once. The
 * checkpoint is put where the ledger's own store keeps them. On `conflict` nothing was written. It rejects with what the
 * host's code threw, and then nothing was written either; a `Left` is the store's failure.
 */
export interface CheckpointedHandler<D> {
  commit(deliveries: readonly D[], step: CheckpointStep): Answer<CheckpointOutcome>
}

/** The outcome of a put that was stored, with the new revision. */
export const checkpointPut = (revision: Revision): CheckpointPut => ({ _tag: 'put', revision })

/** The outcome of a put that expected another revision. */
export const checkpointConflict = (revision: Revision): CheckpointConflict => ({ _tag: 'conflict', revision })
