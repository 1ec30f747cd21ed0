import type { Position } from '../../store/event.js'
import type { StoreError } from '../../store/store-error.js'
import type { LogEntry } from '../logger.js'
import type { SubscriptionWarning } from '../subscription/subscription-errors.js'
import type { HookName } from './hook-name.js'
import type { MessageSource } from './listener-queue.js'

/**
 * A listener threw or rejected. The others were called, and nothing that was recorded is touched.
 * @remedy Mend the listener; `cause` is what it threw. A hook is not repeated: use a subscription where that matters.
 */
export interface ListenerFailed {
  readonly _tag: 'ListenerFailed'
  readonly retryable: false
  readonly hook: HookName
  readonly cause: unknown
}

/**
 * The change of a recorded event could not be read back, so its listeners were not told.
 * @remedy Look at `error`; read the membership at `position` when the store answers again.
 */
export interface ChangeUnavailable {
  readonly _tag: 'ChangeUnavailable'
  readonly retryable: false
  readonly orgId: number
  readonly position: Position
  readonly error: StoreError
}

/**
 * Listeners are too slow for what is recorded: what stands at these positions of the organisation was not told, to the
 * one listener of `hook` that is behind, or to all where there is none. Without an organisation: what has no position.
 * @remedy Make listeners faster, or replay from `from` to `to`; nothing is missing in the log.
 */
export interface ListenerOverflow {
  readonly _tag: 'ListenerOverflow'
  readonly retryable: false
  readonly hook?: HookName
  readonly orgId?: number
  readonly from: Position
  readonly to: Position
}

/**
 * A turn of `watchExpiry` found no end; what it recorded is recorded. The next turn does the rest.
 * @remedy Look at `error`; where it cannot be retried, mend the store and watch again.
 */
export interface ExpiryFailed {
  readonly _tag: 'ExpiryFailed'
  readonly retryable: true
  readonly error: StoreError
}

/** What went wrong behind the receipts. */
export type HookFailure = OwnFailure | SubscriptionWarning

/** What is the ledger's to log. A subscription logs for itself. */
export type OwnFailure = ListenerFailed | ChangeUnavailable | ListenerOverflow | ExpiryFailed

/** The failure as the log tells it: what a listener threw is the host's own, and is left out. */
export const failureLine = (failure: OwnFailure): LogEntry => {
  switch (failure._tag) {
    case 'ListenerFailed':
      return { level: 'error', code: 'listener-failed', hook: failure.hook }
    case 'ChangeUnavailable':
      return {
        level: 'error',
        code: 'change-unread',
        orgId: failure.orgId,
        position: failure.position,
        error: failure.error._tag,
      }
    case 'ListenerOverflow': {
      const { hook, orgId, from, to } = failure
      return { level: 'error', code: 'hooks-behind', hook, orgId, from, to }
    }
    case 'ExpiryFailed':
      return { level: 'error', code: 'expiry-failed', error: failure.error._tag }
  }
}

/** Who is told that letters of these places were dropped: one failure for each organisation. */
export const behind = (hook: HookName, places: readonly (MessageSource | undefined)[]): readonly ListenerOverflow[] => {
  const spans = new Map<number | undefined, ListenerOverflow>()
  for (const place of places) {
    const { orgId, position } = place ?? { orgId: undefined, position: 0 }
    const span = spans.get(orgId)
    spans.set(orgId, {
      _tag: 'ListenerOverflow',
      retryable: false,
      hook,
      ...(orgId === undefined ? {} : { orgId }),
      from: Math.min(position, span?.from ?? position),
      to: Math.max(position, span?.to ?? position),
    })
  }
  return [...spans.values()]
}
