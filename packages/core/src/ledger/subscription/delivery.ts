import type { MembershipKey } from '../../membership/key.js'
import type { Position } from '../../store/event.js'
import type { Change } from '../change/change.js'

/** Where a delivery stands in the log, and whether it tells of the past. */
export interface Delivered {
  readonly orgId: number
  readonly position: Position
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
  /** Recorded before the subscription was new. */
  readonly replay: boolean
}

/** What the arrival of one event changed. */
export interface DeliveredChange extends Delivered, Change {
  readonly _tag: 'changed'
}

/** A membership has run out, noticed by `expireDue` or `watchExpiry`. */
export interface DeliveredExpiry extends Delivered {
  readonly _tag: 'expired'
  readonly key: MembershipKey
  /** ms since epoch: when it ran out. */
  readonly until: number
}

/** A person was forgotten: drop what you hold of them that occurred at or before `until` (ms since epoch). */
export interface DeliveredForgetting extends Delivered {
  readonly _tag: 'forgotten'
  readonly customerId: number
  readonly until: number
}

/** What a subscription hands over, in the order of the log. */
export type Delivery = DeliveredChange | DeliveredExpiry | DeliveredForgetting
