import type { SubscriptionError } from '../../failure/subscription-errors.js'
import type { CheckpointStore } from '../../store/checkpoints/checkpoint-store.js'
import type { Position, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import type { ForgettingRegister } from '../log/forgetting-register.js'
import type { Logger } from '../logger.js'
import type { LogHeads } from './log-heads.js'
import type { Redelivery } from './parked.js'
import type { SubscriptionSettings } from './subscription-options.js'
import type { HandlerFailed, SubscriptionWarning } from './subscription-warning.js'
import type { Time, WakeSignal } from './time.js'

/** What all subscriptions of a ledger share. */
export interface SubscriptionDeps {
  readonly events: EventStore
  readonly checkpoints: CheckpointStore
  /** The ledger's own: a `forget` of this process counts from its answer on. */
  readonly forgets: ForgettingRegister
  readonly heads: LogHeads
  readonly logger: Logger
  readonly time: Time
  readonly random: () => number
  /** Names a run; never the same twice. */
  readonly newOwner: () => string
  /** How often the log is read without a wake-up, in ms. */
  readonly pollMs: number
  /** Passes a warning to the hook `error`. */
  readonly onWarning: (warning: SubscriptionWarning) => void
}

/** One subscription. */
export interface SubscriptionContext extends SubscriptionDeps {
  readonly settings: SubscriptionSettings
  readonly state: SubscriptionState
  readonly wakeSignal: WakeSignal
  /** Requests that wait for the active run. */
  readonly redeliveries: Redelivery[]
  /** Aborts when the subscription is to stop. */
  readonly stopping: AbortSignal
}

/**
 * `waiting`: another process, or another subscription of this name, is active. `retrying`: the store or the handler
 * failed and is called again. `stopped` and `failed` are final.
 */
export type SubscriptionPhase = 'waiting' | 'catching-up' | 'live' | 'retrying' | 'stopped' | 'failed'

/** The delivery that the handler has not finished. */
export interface DeliveryInFlight {
  readonly orgId: number
  readonly position: Position
  /** ms since epoch, by the ledger's clock. */
  readonly since: number
}

/** What a subscription notes of itself for `status` and `caughtUp`. */
export interface SubscriptionState {
  phase: SubscriptionPhase
  lastError: SubscriptionError | HandlerFailed | undefined
  inFlight: DeliveryInFlight | undefined
  /** Whether this subscription holds the name. */
  isActive: boolean
  /** Whether the first checkpoints of all organisations were seen to be there. */
  isStarted: boolean
  /** The last handled position of each organisation in the current run; empty while another process is active. */
  readonly handled: Map<Tenant, Position>
  /** Called when `handled` or the phase has changed. */
  readonly observers: Set<() => void>
}

export const initialState = (): SubscriptionState => ({
  phase: 'waiting',
  lastError: undefined,
  inFlight: undefined,
  isActive: false,
  isStarted: false,
  handled: new Map(),
  observers: new Set(),
})

export const notifyObservers = ({ observers }: SubscriptionState): void => {
  for (const observer of [...observers]) observer()
}

/** How a subscription ended: by `stop`, or by itself. */
export type SubscriptionEnd =
  | { readonly _tag: 'stopped' }
  | { readonly _tag: 'failed'; readonly error: SubscriptionError }

/** How a run under the lease ends. `lost`: another process may be active, so this one waits again. */
export type RunEnd = SubscriptionEnd | { readonly _tag: 'lost' }

export const stopped: SubscriptionEnd = { _tag: 'stopped' }
export const lost: RunEnd = { _tag: 'lost' }
export const failed = (error: SubscriptionError): SubscriptionEnd => ({ _tag: 'failed', error })

/** Notes an error after which the subscription tries again: in the status, in the log and by the hook `error`. */
export const reportRetry = (context: SubscriptionContext, error: SubscriptionError | HandlerFailed): void => {
  const { state, settings, logger, onWarning } = context
  const { name } = settings
  state.phase = 'retrying'
  state.lastError = error
  logger({ level: 'warn', code: 'subscription-retrying', subscription: name, error: error._tag })
  onWarning({ _tag: 'SubscriptionWarning', retryable: true, name, error })
}
