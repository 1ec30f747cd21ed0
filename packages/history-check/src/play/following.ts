import type { Delivery, DeliveryHandler, Ledger, LedgerStore } from '@partner-ledger/core'
import type { CheckpointedHandler, CheckpointStore } from '@partner-ledger/core/store'

import type { SubscriberPart } from './part.js'

/** What a subscriber follows the log with. */
export interface FollowWith {
  readonly part: SubscriberPart
  readonly ledger: Ledger
  readonly store: LedgerStore & { readonly checkpoints: CheckpointStore }
  readonly handle: DeliveryHandler | CheckpointedHandler<Delivery>
}

/** A subscriber that is under way. */
export interface Following {
  /** Resolves once all that is recorded now is handled. */
  caughtUp(): Promise<unknown>
  /** Saves how far it came, and ends. */
  stop(): Promise<void>
  /** Why it ended by itself. */
  readonly ended: Promise<{ readonly _tag: string }>
}

/** As a host does it. */
export const subscribeToAll = ({ part, ledger, handle }: FollowWith): Following =>
  ledger.subscribe({
    name: part.subscription,
    orgId: 'all',
    from: 'beginning',
    handle,
    batch: part.batch,
    leaseMs: part.leaseMs,
    // A process that is killed in a handler has used up an attempt, and no history is about poison.
    retry: { initialDelayMs: 2, maxDelayMs: 20, attempts: 1000 },
  })
