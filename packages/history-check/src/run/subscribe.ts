import type { Delivery, DeliveryHandler, Ledger, LedgerStore } from '@partner-ledger/core'
import type { CheckpointedHandler, CheckpointStore } from '@partner-ledger/core/store'

import type { SubscriberJob } from './job.js'

/** What a subscriber subscribes with. */
export interface SubscribeContext {
  readonly job: SubscriberJob
  readonly ledger: Ledger
  readonly store: LedgerStore & { readonly checkpoints: CheckpointStore }
  /** Records each delivery, as its effect. */
  readonly handle: DeliveryHandler | CheckpointedHandler<Delivery>
}

/** A subscription that was started. */
export interface RunningSubscription {
  /** Resolves once every event that is recorded now is handled. */
  caughtUp(): Promise<unknown>
  /** Saves its checkpoints and ends. */
  stop(): Promise<void>
  /** Resolves once it has ended, with the reason. */
  readonly ended: Promise<{ readonly _tag: string }>
}

/** Subscribes as a host does. */
export const subscribeToAll = ({ job, ledger, handle }: SubscribeContext): RunningSubscription =>
  ledger.subscribe({
    name: job.subscription,
    orgId: 'all',
    from: 'beginning',
    handle,
    batch: job.batch,
    leaseMs: job.leaseMs,
    // A process that is killed in a handler has used up an attempt, and no history is about poison.
    retry: { initialDelayMs: 2, maxDelayMs: 20, attempts: 1000 },
  })
