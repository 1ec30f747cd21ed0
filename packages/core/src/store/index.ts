export { left, right } from 'fp-ts/lib/Either.js'
export type { Either } from 'fp-ts/lib/Either.js'
export type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
export type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'

export { appendFault, forgetFault, limitFault, nameFault, readFault, wholeFault } from './arguments.js'
export { listFault, placeFault, putFault, revisionFault } from './checkpoint-arguments.js'
export { checkpointConflict, checkpointPut } from './checkpoint-store.js'
export type {
  Checkpoint,
  CheckpointConflict,
  CheckpointedHandler,
  CheckpointName,
  CheckpointOutcome,
  CheckpointPlace,
  CheckpointPut,
  CheckpointStep,
  CheckpointStore,
  Lease,
  Revision,
  StoredCheckpoint,
} from './checkpoint-store.js'
export { cannotOpen } from './cannot-open.js'
export type { CannotOpen, CannotOpenReason } from './cannot-open.js'
export type { Append, Facts, NewEvent, Position, RecordedEvent, StreamName, Tenant, Version } from './event.js'
export type { Answer } from './answer.js'
export type { EventStore, Unsubscribe } from './event-store.js'
export type { LedgerStore } from './ledger-store.js'
export { isExpected } from './expected-version.js'
export { storeLimits } from './limits.js'
export { appended, conflict, duplicate } from './outcome.js'
export type { Appended, Conflict, Duplicate, Outcome } from './outcome.js'
export {
  corrupt,
  invalidArgument,
  outcomeUnknown,
  readOnly,
  storeClosed,
  storeFull,
  tooLarge,
  unavailable,
} from './store-error.js'
export type {
  Corrupt,
  InvalidArgument,
  OutcomeUnknown,
  ReadOnly,
  StoreClosed,
  StoreError,
  StoreFull,
  TooLarge,
  Unavailable,
} from './store-error.js'
export { LedgerError } from './ledger-error.js'
export type { Failure } from './ledger-error.js'
export { findFault, stepFault, streamsFault } from './index-arguments.js'
export { comparePlaces, isFrom, matches } from './index-query.js'
export { memoryCheckpoints } from './memory-checkpoints.js'
export { memoryIndex } from './memory-index.js'
export type {
  ExpiryEdge,
  IndexCount,
  IndexOutcome,
  IndexPlace,
  IndexQuery,
  IndexRow,
  IndexStand,
  IndexStep,
  MembershipIndex,
} from './membership-index.js'
