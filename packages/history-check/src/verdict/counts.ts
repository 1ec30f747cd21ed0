import type { FinalLog } from '../history.js'
import { type HistoryRecord, positionKey } from '../record.js'
import type { SubscriptionHistory } from './subscription-history.js'

/** How much happened. */
export interface HistoryCounts {
  /** Events that writers ingested, each id once. */
  readonly sent: number
  /** Those of them that were acknowledged. */
  readonly acknowledged: number
  /** Events of the final log. */
  readonly recorded: number
  /** Events whose deliveries were awaited. */
  readonly awaited: number
  readonly subscriptions: number
  /** Deliveries that a handler completed, by subscription, each once. */
  readonly delivered: number
  /** Deliveries that were completed again. */
  readonly repeated: number
  /** Calls of a handler that threw. */
  readonly failed: number
  /** Checkpoints that were put, and those that were refused because the process had lost its lease. */
  readonly checkpoints: number
  readonly refused: number
  readonly starts: number
  readonly kills: number
  readonly pauses: number
  readonly stops: number
}

export const countsOf = (
  records: readonly HistoryRecord[],
  log: FinalLog,
  subscriptions: readonly SubscriptionHistory[],
): HistoryCounts => {
  const of = (tag: HistoryRecord['_tag']): number => records.filter(({ _tag }) => _tag === tag).length
  const ids = (tag: HistoryRecord['_tag']): number =>
    new Set(records.flatMap((record) => (record._tag === tag && 'id' in record ? [record.id] : []))).size
  const completed = subscriptions.flatMap(({ subscription, attempts }) =>
    attempts
      .filter(({ completed }) => completed !== undefined)
      .map((attempt) => `${positionKey(attempt)} ${subscription}`),
  )
  const delivered = new Set(completed).size
  return {
    sent: ids('sent'),
    acknowledged: ids('acknowledged'),
    recorded: log.entries.length,
    awaited: ids('awaited'),
    subscriptions: subscriptions.length,
    delivered,
    repeated: completed.length - delivered,
    failed: of('failed'),
    checkpoints: of('put'),
    refused: of('refused'),
    starts: of('started'),
    kills: of('killed'),
    pauses: of('paused'),
    stops: of('stopped'),
  }
}
