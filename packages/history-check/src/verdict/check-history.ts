import { subscriptionsOf, type Told } from './attempt.js'
import { staleCheckpoints } from './check-checkpoints.js'
import { invented, lost } from './check-deliveries.js'
import { doubledDeliveries, doubledEffects } from './check-doubled.js'
import { recordedTwice, unrecorded } from './check-log.js'
import { reordered } from './check-order.js'
import { countsOf, type HistoryCounts } from './count.js'
import { type FinalLog, finalLog, type History } from '../history.js'
import type { Violation } from './violation.js'

/** How often an event takes effect in a subscriber that may be killed at any time. */
export type DeliveryPromise = 'at-least-once' | 'exactly-once'

/** What a history shows. `violations` is empty where every promise was kept. */
export interface HistoryReport {
  readonly promise: DeliveryPromise
  readonly counts: HistoryCounts
  readonly violations: readonly Violation[]
}

/**
 * Decides whether what happened is what was promised: all that was acknowledged is in the log, each event of the log was
 * handled by every subscription, those of a membership in their order, none more often than promised, and no other.
 */
export const checkHistory = ({ records, log: entries }: History, promise: DeliveryPromise): HistoryReport => {
  const log = finalLog(entries)
  const told = subscriptionsOf(records)
  const violations = [
    ...unrecorded(records, log),
    ...recordedTwice(log),
    ...told.flatMap((subscription) => deliveryViolations(subscription, log, promise)),
  ]
  return { promise, counts: countsOf(records, log, told), violations }
}

const deliveryViolations = (told: Told, log: FinalLog, promise: DeliveryPromise): readonly Violation[] => [
  ...invented(told, log),
  ...lost(told, log),
  ...reordered(told, log),
  ...(promise === 'exactly-once' ? doubledEffects(told) : doubledDeliveries(told)),
  ...staleCheckpoints(told),
]
