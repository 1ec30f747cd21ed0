import type { Position, Tenant } from '../../store/event.js'
import type { StoreError } from '../../store/store-error.js'

/**
 * The log is another incarnation than the one that the checkpoint speaks of: it was restored. Nothing was delivered.
 * @remedy Decide where to go on in the restored log, and say so with `ledger.resetSubscription`.
 */
export interface EpochChanged {
  readonly _tag: 'EpochChanged'
  readonly retryable: false
  readonly name: string
  readonly tenant: Tenant
  readonly expected: string
  readonly found: string
}

/**
 * The checkpoint, or the position to begin at, lies behind the end of the log: events that were handled are missing there.
 * @remedy Find out what the log lost; then go on from a position that it has with `ledger.resetSubscription`.
 */
export interface CheckpointBeyondHead {
  readonly _tag: 'CheckpointBeyondHead'
  readonly retryable: false
  readonly name: string
  readonly tenant: Tenant
  readonly position: Position
  readonly head: Position
}

/**
 * The handler threw or rejected, and will be tried again. `cause` is what it threw.
 * @remedy None is needed while attempts are left; mend the handler where it comes again.
 */
export interface HandlerFailed {
  readonly _tag: 'HandlerFailed'
  readonly retryable: true
  readonly orgId: number
  readonly position: Position
  readonly attempt: number
  readonly cause: unknown
}

/**
 * The handler failed at one delivery as often as it may. Under `onPoison: 'stop'` the subscription ended before it.
 * @remedy Mend the handler and subscribe again; or choose `onPoison: 'park'` to go on without such deliveries.
 */
export interface PoisonEvent {
  readonly _tag: 'PoisonEvent'
  readonly retryable: false
  readonly orgId: number
  readonly position: Position
  readonly attempts: number
  readonly cause: unknown
}

/**
 * Another process, or another subscription, works under this name until `until` (ms since epoch) at least.
 * @remedy Stop it first; where its process died, wait until then.
 */
export interface SubscriptionBusy {
  readonly _tag: 'SubscriptionBusy'
  readonly retryable: true
  readonly name: string
  readonly until: number
}

/**
 * This subscription does not hold its name now: it waits for another process, or has ended.
 * @remedy Ask for it where the subscription works: `status` says `catching-up` or `live` there.
 */
export interface SubscriptionNotActive {
  readonly _tag: 'SubscriptionNotActive'
  readonly retryable: true
  readonly name: string
}

/**
 * No delivery of this position is parked; it may have been redelivered or dismissed meanwhile.
 * @remedy List what is parked with `parked`, and take the organisation and position from there.
 */
export interface NoSuchParked {
  readonly _tag: 'NoSuchParked'
  readonly retryable: false
  readonly orgId: number
  readonly position: Position
}

/** Why a subscription ended by itself. */
export type SubscriptionError = StoreError | EpochChanged | CheckpointBeyondHead | PoisonEvent

/**
 * A subscription met an error, as the hook `error` tells it: it goes on by itself where this is retryable, and has ended
 * where it is not.
 * @remedy Look at `error`. Mend what it names, and subscribe again where the subscription has ended.
 */
export interface SubscriptionWarning {
  readonly _tag: 'SubscriptionWarning'
  readonly retryable: boolean
  readonly name: string
  readonly error: SubscriptionError | HandlerFailed
}

export const epochChanged = (name: string, tenant: Tenant, expected: string, found: string): EpochChanged => ({
  _tag: 'EpochChanged',
  retryable: false,
  name,
  tenant,
  expected,
  found,
})

export const checkpointBeyondHead = (
  name: string,
  tenant: Tenant,
  position: Position,
  head: Position,
): CheckpointBeyondHead => ({ _tag: 'CheckpointBeyondHead', retryable: false, name, tenant, position, head })

export const handlerFailed = (orgId: number, position: Position, attempt: number, cause: unknown): HandlerFailed => ({
  _tag: 'HandlerFailed',
  retryable: true,
  orgId,
  position,
  attempt,
  cause,
})

export const poisonEvent = (orgId: number, position: Position, attempts: number, cause: unknown): PoisonEvent => ({
  _tag: 'PoisonEvent',
  retryable: false,
  orgId,
  position,
  attempts,
  cause,
})

export const subscriptionBusy = (name: string, until: number): SubscriptionBusy => ({
  _tag: 'SubscriptionBusy',
  retryable: true,
  name,
  until,
})

export const subscriptionNotActive = (name: string): SubscriptionNotActive => ({
  _tag: 'SubscriptionNotActive',
  retryable: true,
  name,
})

export const noSuchParked = (orgId: number, position: Position): NoSuchParked => ({
  _tag: 'NoSuchParked',
  retryable: false,
  orgId,
  position,
})
