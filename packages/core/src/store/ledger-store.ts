import type { CheckpointStore } from './checkpoints/checkpoint-store.js'
import type { EventStore } from './event-store.js'
import type { MembershipIndex } from './index/membership-index.js'

/** What a ledger is built on: the log, and what the store brings beside it. What it does not bring is kept in memory. */
export interface LedgerStore extends EventStore {
  readonly index?: MembershipIndex
  readonly checkpoints?: CheckpointStore
}
