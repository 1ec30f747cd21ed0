import type { SubscriptionError } from '../../failure/subscription-errors.js'
import type { Position } from '../../store/event.js'

/**
 * The handler threw or rejected, and is called again after a pause. `cause` is what it threw.
 * @remedy Nothing while attempts are left; mend the handler where the error repeats.
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
 * An error of a subscription, as the hook `error` gets it. It continues by itself where this is retryable, and has ended
 * otherwise.
 * @remedy Look at `error`. Mend what it names, and subscribe again where the subscription has ended.
 */
export interface SubscriptionWarning {
  readonly _tag: 'SubscriptionWarning'
  readonly retryable: boolean
  readonly name: string
  readonly error: SubscriptionError | HandlerFailed
}

export const handlerFailed = (orgId: number, position: Position, attempt: number, cause: unknown): HandlerFailed => ({
  _tag: 'HandlerFailed',
  retryable: true,
  orgId,
  position,
  attempt,
  cause,
})
