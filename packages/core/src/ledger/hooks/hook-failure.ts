import type { StoreError } from '../../failure/store-error.js'
import type { Position } from '../../store/event.js'
import type { LogEntry } from '../logger.js'
import type { SubscriptionWarning } from '../subscription/subscription-warning.js'
import type { HookName } from './hook-name.js'
import type { MessageSource } from './listener-queue.js'

/**
 * A listener threw or rejected. The others were called, and what was recorded is not affected.
 * @remedy Mend the listener; `cause` is what it threw. A hook is not repeated: use a subscription where that matters.
 */
export interface ListenerFailed {
  readonly _tag: 'ListenerFailed'
  readonly retryable: false
  readonly hook: HookName
  readonly cause: unknown
}

/**
 * The change of a recorded event could not be read, so its listeners were not called.
 * @remedy Look at `error`; read the membership at `position` when the store works again.
 */
export interface ChangeUnavailable {
  readonly _tag: 'ChangeUnavailable'
  readonly retryable: false
  readonly orgId: number
  readonly position: Position
  readonly error: StoreError
}

/**
 * Listeners are slower than events are recorded: the messages of these positions of the organisation were dropped, for
 * one listener of `hook`, or for all where no hook is named. Without an organisation: messages that have no position.
 * @remedy Make listeners faster, or replay from `from` to `to`; the log lacks nothing.
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
 * A turn of `watchExpiry` did not finish, in one organisation where `orgId` names it. Its notices so far are recorded, and
 * the next turn does the rest.
 * @remedy Look at `error`: mend the store, or the zone of the organisation that is named.
 */
export interface ExpiryFailed {
  readonly _tag: 'ExpiryFailed'
  readonly retryable: true
  readonly orgId?: number
  readonly error: StoreError
}

/** What failed after the receipts. */
export type HookFailure = OwnFailure | SubscriptionWarning

/** What the hooks log. A subscription logs its own warnings. */
export type OwnFailure = ListenerFailed | ChangeUnavailable | ListenerOverflow | ExpiryFailed

/** The failure as a line of the log. What a listener threw is the host's own, and is left out. */
export const failureLine = (failure: OwnFailure): LogEntry => {
  switch (failure._tag) {
    case 'ListenerFailed':
      return { level: 'error', code: 'listener-failed', hook: failure.hook }
    case 'ChangeUnavailable': {
      const { orgId, position, error } = failure
      return { level: 'error', code: 'change-unavailable', orgId, position, error: error._tag }
    }
    case 'ListenerOverflow': {
      const { hook, orgId, from, to } = failure
      return { level: 'error', code: 'listener-overflow', hook, orgId, from, to }
    }
    case 'ExpiryFailed':
      return { level: 'error', code: 'expiry-failed', orgId: failure.orgId, error: failure.error._tag }
  }
}

/** The failures for messages of these sources that were dropped: one for each organisation. */
export const overflows = (
  hook: HookName,
  sources: readonly (MessageSource | undefined)[],
): readonly ListenerOverflow[] => {
  const spans = new Map<number | undefined, ListenerOverflow>()
  for (const source of sources) {
    const { orgId, position } = source ?? { orgId: undefined, position: 0 }
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
