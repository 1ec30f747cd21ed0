import { type FinalLog, finalLog, type History } from '../history.js'
import { staleCheckpoints } from './check-checkpoints.js'
import { lost, unexpected } from './check-deliveries.js'
import { duplicatedDeliveries, duplicatedEffects } from './check-duplicates.js'
import { duplicateWrites, lostWrites } from './check-log.js'
import { reordered } from './check-order.js'
import { lostWakeups } from './check-wakeups.js'
import { countsOf, type HistoryCounts } from './counts.js'
import { type SubscriptionHistory, subscriptionsOf } from './subscription-history.js'
import type { Violation } from './violation.js'

/** How often an event takes effect in a subscriber that may be killed at any time. */
export type DeliveryPromise = 'at-least-once' | 'exactly-once'

/** The verdict on a history. `violations` is empty if the history is valid. */
export interface HistoryReport {
  readonly promise: DeliveryPromise
  readonly counts: HistoryCounts
  readonly violations: readonly Violation[]
}

/**
 * Checks a history: every acknowledged event is in the log once, and every subscription handled every event of the log
 * and no other, those of a stream in their order, none more often than promised, and those that were awaited in time.
 */
export const checkHistory = ({ records, log: entries }: History, promise: DeliveryPromise): HistoryReport => {
  const log = finalLog(entries)
  const subscriptions = subscriptionsOf(records)
  const violations = [
    ...lostWrites(records, log),
    ...duplicateWrites(log),
    ...lostWakeups(records),
    ...subscriptions.flatMap((subscription) => deliveryViolations(subscription, log, promise)),
  ]
  return { promise, counts: countsOf(records, log, subscriptions), violations }
}

const deliveryViolations = (
  history: SubscriptionHistory,
  log: FinalLog,
  promise: DeliveryPromise,
): readonly Violation[] => [
  ...unexpected(history, log),
  ...lost(history, log),
  ...reordered(history, log),
  ...(promise === 'exactly-once' ? duplicatedEffects(history) : duplicatedDeliveries(history)),
  ...staleCheckpoints(history),
]
