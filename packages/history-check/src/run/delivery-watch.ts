import type { HistoryRecord, LogPosition } from '../record.js'
import { completions } from '../verdict/completions.js'

/** Returns whether every one of these subscriptions has completed the delivery of a position, by the records so far. */
export const deliveryWatch = (
  records: () => readonly HistoryRecord[],
  subscriptions: readonly string[],
): ((position: LogPosition) => boolean) => {
  const completed = completions()
  let read = 0
  return (position) => {
    const unread = records().slice(read)
    read += unread.length
    for (const record of unread) completed.add(record)
    return subscriptions.every((subscription) => completed.has(subscription, position))
  }
}
