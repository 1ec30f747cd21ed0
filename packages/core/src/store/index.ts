export { left, right } from 'fp-ts/lib/Either.js'
export type { Either } from 'fp-ts/lib/Either.js'
export type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
export type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'

export {
  checkAppend,
  checkForget,
  checkHeads,
  checkLimit,
  checkMark,
  checkName,
  checkRead,
  checkStreams,
  checkWhole,
} from './arguments.js'
export { checkList, checkPlace, checkPut, checkRevision } from './checkpoints/checkpoint-arguments.js'
export { checkpointConflict, checkpointPut } from './checkpoints/checkpoint-store.js'
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
} from './checkpoints/checkpoint-store.js'
export { applyRefused } from '../failure/apply-refused.js'
export type { ApplyRefused, ApplyRefusedReason } from '../failure/apply-refused.js'
export { cannotOpen } from '../failure/cannot-open.js'
export type { CannotOpen, CannotOpenReason } from '../failure/cannot-open.js'
export type { Append, Facts, NewEvent, Position, RecordedEvent, StreamName, Tenant, Version } from './event.js'
export type { Answer } from './answer.js'
export type { EventStore, Unsubscribe } from './event-store.js'
export type { LedgerStore } from './ledger-store.js'
export { isExpected } from './expected-version.js'
export { clockOption, invalidClock, readTime } from './host-clock.js'
export { storeLimits } from './limits.js'
export { checkOptionNames, refuseOption, wholeOption } from './option.js'
export { appended, conflict, duplicate } from './outcome.js'
export type { AppendAnswer, Appended, AppendOutcomes, Conflict, Duplicate, Outcome, Stale } from './outcome.js'
export type { Epoch, Heads, LogMark, LogState, Page, Seen, StreamHead, Streams, TenantHead } from './page.js'
export {
  corrupt,
  invalidArgument,
  misconfigured,
  outcomeUnknown,
  readOnly,
  storeClosed,
  storeFull,
  tooLarge,
  unavailable,
} from '../failure/store-error.js'
export type {
  Corrupt,
  InvalidArgument,
  Misconfigured,
  OutcomeUnknown,
  ReadOnly,
  StoreClosed,
  StoreError,
  StoreFull,
  TooLarge,
  Unavailable,
} from '../failure/store-error.js'
export { isLedgerError, LedgerError } from '../failure/ledger-error.js'
export { invalidOption } from '../failure/invalid-option.js'
export type { InvalidOption } from '../failure/invalid-option.js'
export type { LedgerFailure } from '../failure/ledger-failure.js'
export { checkFind, checkRowStreams, checkStep } from './index/index-arguments.js'
export { compareKeys, countRows, isFrom, matches } from './index/index-query.js'
export { memoryCheckpoints } from './checkpoints/memory-checkpoints.js'
export { isNext, memoryIndex } from './index/memory-index.js'
export { emptyIndex } from './index/membership-index.js'
export type {
  ExpiryEdge,
  IndexCheckpoint,
  IndexCount,
  IndexCounts,
  IndexKey,
  IndexOutcome,
  IndexQuery,
  IndexRow,
  IndexRows,
  IndexState,
  IndexStep,
  MembershipIndex,
} from './index/membership-index.js'
