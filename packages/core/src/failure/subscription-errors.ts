import type { StoreError } from './store-error.js'

/**
 * The log is not the one that the checkpoint was saved in: it was restored, or went back and grew again. The event of the
 * checkpoint, at `position` of the epoch `expected`, is not in it; its epoch is `found`. Nothing after the checkpoint was
 * delivered.
 * @remedy Decide where to continue in the log as it is now, and call `ledger.resetSubscription`.
 */
export interface EpochChanged {
  readonly _tag: 'EpochChanged'
  readonly retryable: false
  readonly name: string
  readonly tenant: string
  readonly position: number
  readonly expected: string
  /** The same as `expected` where the log went back within its epoch. */
  readonly found: string
}

/**
 * The checkpoint, or the position to start from, lies after the end of the log: the log lost events that were handled.
 * @remedy Find out what the log lost; then call `ledger.resetSubscription` with a position that the log has.
 */
export interface CheckpointBeyondHead {
  readonly _tag: 'CheckpointBeyondHead'
  readonly retryable: false
  readonly name: string
  readonly tenant: string
  readonly position: number
  readonly head: number
}

/**
 * The handler failed at one delivery in each of its attempts. With `onPoison: 'stop'` the subscription ended before it.
 * @remedy Mend the handler and subscribe again; or choose `onPoison: 'park'` to continue without such deliveries.
 */
export interface PoisonEvent {
  readonly _tag: 'PoisonEvent'
  readonly retryable: false
  readonly orgId: number
  readonly position: number
  readonly attempts: number
  readonly cause: unknown
}

/**
 * Another process, or another subscription, holds this name until `until` (ms since epoch) at least.
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
 * @remedy Make the call in the process where `status` says `catching-up` or `live`.
 */
export interface SubscriptionNotActive {
  readonly _tag: 'SubscriptionNotActive'
  readonly retryable: true
  readonly name: string
}

/**
 * No delivery of this position is parked; it may have been redelivered or dismissed meanwhile.
 * @remedy Call `parked.list`, and take the organisation and position from there.
 */
export interface NoSuchParked {
  readonly _tag: 'NoSuchParked'
  readonly retryable: false
  readonly orgId: number
  readonly position: number
}

/** Why a subscription ended by itself. */
export type SubscriptionError = StoreError | EpochChanged | CheckpointBeyondHead | PoisonEvent

export const epochChanged = (
  name: string,
  tenant: string,
  { epoch: expected, position }: { readonly epoch: string; readonly position: number },
  found: string,
): EpochChanged => ({ _tag: 'EpochChanged', retryable: false, name, tenant, position, expected, found })

export const checkpointBeyondHead = (
  name: string,
  tenant: string,
  position: number,
  head: number,
): CheckpointBeyondHead => ({ _tag: 'CheckpointBeyondHead', retryable: false, name, tenant, position, head })

export const poisonEvent = (orgId: number, position: number, attempts: number, cause: unknown): PoisonEvent => ({
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

export const noSuchParked = (orgId: number, position: number): NoSuchParked => ({
  _tag: 'NoSuchParked',
  retryable: false,
  orgId,
  position,
})
