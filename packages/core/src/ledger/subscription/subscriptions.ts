import type { Either } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import { LedgerError } from '../../store/ledger-error.js'
import { storeClosed } from '../../store/store-error.js'
import { type KnownSubscription, readSubscriptions } from './known-subscriptions.js'
import { type ResetError, type ResetOptions, resetSubscription } from './reset.js'
import { type Subscription, subscription } from './subscription.js'
import { type SubscriptionOptions, subscriptionSettings } from './subscription-options.js'
import type { SubscriptionDeps } from './work.js'

/** The subscriptions of one ledger. */
export interface Subscriptions {
  /** Throws a `LedgerError`: `InvalidOption` for wrong options, `StoreClosed` once the ledger is closed. */
  subscribe(options: SubscriptionOptions): Subscription
  /** Every name of which the store keeps a checkpoint, and how far it has come. */
  list(): Answer<readonly KnownSubscription[]>
  /** Where a subscription goes on that nobody works on now. */
  reset(options: ResetOptions): Promise<Either<ResetError, void>>
  /** Stops them all, and lets in no more. */
  close(timeoutMs: number): Promise<void>
}

export const subscriptions = (means: SubscriptionDeps, areInMemory: boolean): Subscriptions => {
  const running = new Set<Subscription>()
  let open = true
  let said = !areInMemory
  return {
    subscribe: (options) => {
      const settings = subscriptionSettings(options)
      if (!open) throw new LedgerError(storeClosed)
      if (!said) means.logger({ level: 'warn', code: 'checkpoints-in-memory', subscription: settings.name })
      said = true
      const opened = subscription(means, settings)
      running.add(opened)
      void opened.ended.then(() => running.delete(opened))
      return opened
    },
    list: () => readSubscriptions(means.checkpoints),
    reset: (options) => resetSubscription(means, options),
    close: async (timeoutMs) => {
      open = false
      await Promise.all([...running].map((one) => one.stop({ timeoutMs })))
    },
  }
}
