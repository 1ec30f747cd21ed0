import type { Position, Tenant } from '../../store/event.js'
import type { HandlerFailed, SubscriptionError } from './subscription-errors.js'

/**
 * `waiting`: another process (or another subscription of this name) does the work. `retrying`: the store or the handler
 * failed and is tried again. `stopped` and `failed` are for good.
 */
export type SubscriptionPhase = 'waiting' | 'catching-up' | 'live' | 'retrying' | 'stopped' | 'failed'

/** The delivery that the handler has in hand. */
export interface DeliveryInFlight {
  readonly orgId: number
  readonly position: Position
  /** ms since epoch, by the ledger's clock. */
  readonly since: number
}

/** How a subscription is doing, as it notes it down for whoever asks. */
export interface SubscriptionStatusRecord {
  state: SubscriptionPhase
  lastError: SubscriptionError | HandlerFailed | undefined
  inHand: DeliveryInFlight | undefined
  /** Whether this one holds the name, and hands over. */
  atWork: boolean
  /** Whether this one has seen the first checkpoints made. */
  begun: boolean
  /** How far the run under way has come; empty while another process works. */
  readonly handled: Map<Tenant, Position>
  /** Who wants to hear when `handled` or the state moved. */
  readonly watchers: Set<() => void>
}

export const condition = (): SubscriptionStatusRecord => ({
  state: 'waiting',
  lastError: undefined,
  inHand: undefined,
  atWork: false,
  begun: false,
  handled: new Map(),
  watchers: new Set(),
})

/** Calls everybody who waits for something to move. */
export const moved = ({ watchers }: SubscriptionStatusRecord): void => {
  for (const watcher of [...watchers]) watcher()
}
