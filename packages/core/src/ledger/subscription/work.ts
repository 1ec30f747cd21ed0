import type { CheckpointStore } from '../../store/checkpoints/checkpoint-store.js'
import type { EventStore } from '../../store/event-store.js'
import type { Logger } from '../logger.js'
import type { WakeSignal } from './wake-signal.js'
import type { SubscriptionStatusRecord } from './condition.js'
import type { Redelivery } from './redelivery.js'
import type { HandlerFailed, SubscriptionError, SubscriptionWarning } from './subscription-errors.js'
import type { SubscriptionSettings } from './subscription-options.js'
import type { Time } from './time.js'

/** What all subscriptions of a ledger work with. */
export interface SubscriptionDeps {
  readonly events: EventStore
  readonly checkpoints: CheckpointStore
  readonly logger: Logger
  readonly time: Time
  readonly random: () => number
  /** Names a run; never the same twice. */
  readonly newOwner: () => string
  /** How often the store is asked for what no hint told of, in ms. */
  readonly pollMs: number
  /** The hook `error`. */
  readonly tell: (trouble: SubscriptionWarning) => void
}

/** One subscription's work. */
export interface SubscriptionContext extends SubscriptionDeps {
  readonly settings: SubscriptionSettings
  readonly condition: SubscriptionStatusRecord
  readonly bell: WakeSignal
  /** Parked deliveries that are to be handed over once more. */
  readonly redeliveries: Redelivery[]
  /** Aborts when the subscription is to stop. */
  readonly stopping: AbortSignal
}

/** How a subscription ended: by `stop`, or by itself. */
export type SubscriptionEnd =
  | { readonly _tag: 'stopped' }
  | { readonly _tag: 'failed'; readonly error: SubscriptionError }

/** How a run under the lease ends. `lost`: another process may have taken over, so this one goes back to waiting. */
export type RunEnd = SubscriptionEnd | { readonly _tag: 'lost' }

export const stopped: SubscriptionEnd = { _tag: 'stopped' }
export const lost: RunEnd = { _tag: 'lost' }
export const failed = (error: SubscriptionError): SubscriptionEnd => ({ _tag: 'failed', error })

/** Something failed and will be tried again: it is seen in the status, in the log and by the hook `error`. */
export const noteTrouble = (work: SubscriptionContext, error: SubscriptionError | HandlerFailed): void => {
  const { name } = work.settings
  work.condition.state = 'retrying'
  work.condition.lastError = error
  work.logger({ level: 'warn', code: 'subscription-retrying', subscription: name, error: error._tag })
  work.tell({ _tag: 'SubscriptionWarning', retryable: true, name, error })
}
