import type { Answer } from '../../store/answer.js'
import type { Unsubscribe } from '../../store/event-store.js'
import type { StoreError } from '../../store/store-error.js'
import type { RunCall } from '../calls-in-flight.js'
import type { HookDispatcher } from '../hooks/hook-dispatcher.js'
import type { Hooks } from '../hooks/hooks.js'
import type { Index } from '../query/memberships.js'
import type { BackgroundTasks } from '../background-tasks.js'
import { expireDue, type ExpireOptions, type ExpirySummary } from './expire-due.js'
import { unhurried, watchExpiry, type WatchOptions } from './watch-expiry.js'

/** Where notices of expiry are recorded: when the host says so, or by a watch. */
export interface ExpiryDesk {
  expireDue(now?: number, options?: ExpireOptions): Answer<ExpirySummary>
  watchExpiry(options: WatchOptions): Unsubscribe
}

/** What a desk works with. */
export interface ExpiryParts {
  readonly run: RunCall
  readonly works: BackgroundTasks
  readonly index: Index
  readonly announce: HookDispatcher
  readonly listeners: Hooks
}

export const expiryDesk = ({ run, works, index, announce, listeners }: ExpiryParts): ExpiryDesk => {
  const now = (): number => Math.floor(index.clock())
  const expire = (at: number, options: ExpireOptions): Answer<ExpirySummary> =>
    run(() => expireDue({ index, began: announce.expiring }, at, options))
  return {
    expireDue: (at = now(), options = {}) => expire(at, options),
    watchExpiry: ({ every, signal, ...options }) => {
      const turn = (ending: AbortSignal): Answer<ExpirySummary> => expire(now(), { ...options, signal: ending })
      const failed = (error: StoreError): void => listeners.fail({ _tag: 'ExpiryFailed', retryable: true, error })
      return works.begin(() => watchExpiry({ turn, failed, later: unhurried }, every), signal)
    },
  }
}
