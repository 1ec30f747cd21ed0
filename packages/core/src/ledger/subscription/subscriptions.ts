import type { Either } from 'fp-ts/lib/Either.js'

import { LedgerError } from '../../failure/ledger-error.js'
import { storeClosed } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import { type KnownSubscription, readSubscriptions } from './known-subscriptions.js'
import { logHeads } from './log-heads.js'
import { type ResetError, type ResetOptions, resetSubscription } from './reset.js'
import { type Subscription, subscription } from './subscription.js'
import type { SubscriptionDeps } from './subscription-context.js'
import { type SubscriptionOptions, subscriptionSettings } from './subscription-options.js'

/** The subscriptions of one ledger. */
export interface Subscriptions {
  /** Throws a `LedgerError`: `InvalidOption` for wrong options, `StoreClosed` after `close`. */
  subscribe(options: SubscriptionOptions): Subscription
  /** Every name that has a stored checkpoint, and how far it has come. */
  list(): Answer<readonly KnownSubscription[]>
  /** Sets where a subscription continues that is not active anywhere. */
  reset(options: ResetOptions): Promise<Either<ResetError, void>>
  /** Stops all of them, and starts no more. */
  close(timeoutMs: number): Promise<void>
}

/** `areInMemory`: the checkpoints live as long as the process, which the first `subscribe` logs. */
export const subscriptions = (given: Omit<SubscriptionDeps, 'heads'>, areInMemory: boolean): Subscriptions => {
  const deps: SubscriptionDeps = { ...given, heads: logHeads(given.events, given.time, given.pollMs) }
  const running = new Set<Subscription>()
  let isOpen = true
  let isLogged = !areInMemory
  return {
    subscribe: (options) => {
      const settings = subscriptionSettings(options)
      if (!isOpen) throw new LedgerError(storeClosed)
      if (!isLogged) deps.logger({ level: 'warn', code: 'checkpoints-in-memory', subscription: settings.name })
      isLogged = true
      const opened = subscription(deps, settings)
      running.add(opened)
      void opened.ended.then(() => running.delete(opened))
      return opened
    },
    list: () => readSubscriptions(deps.checkpoints),
    reset: (options) => resetSubscription(deps, options),
    close: async (timeoutMs) => {
      isOpen = false
      await Promise.all([...running].map((one) => one.stop({ timeoutMs })))
    },
  }
}
