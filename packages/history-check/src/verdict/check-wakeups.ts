import type { HistoryRecord } from '../record.js'
import { completions } from './completions.js'
import type { LostWakeup } from './violation.js'

/** Awaited events that a subscription, which had been started, had not completed when the wait ended. */
export const lostWakeups = (records: readonly HistoryRecord[]): readonly LostWakeup[] => {
  const completed = completions()
  return records.flatMap((record) => {
    completed.add(record)
    if (record._tag !== 'awaited') return []
    const { tenant, position, id } = record
    return [...completed.subscriptions()].flatMap((subscription) =>
      completed.has(subscription, record) ? [] : [{ _tag: 'lost-wakeup', subscription, tenant, position, id }],
    )
  })
}
