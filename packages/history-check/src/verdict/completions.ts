import { type HistoryRecord, type LogPosition, positionKey, type ProcessId } from '../record.js'

/** The completed deliveries of each subscription, as far as records were added. */
export interface Completions {
  /** Takes the records in order. */
  add(record: HistoryRecord): void
  has(subscription: string, position: LogPosition): boolean
  /** The names of the subscriptions that were started. */
  subscriptions(): ReadonlySet<string>
}

export const completions = (): Completions => {
  const names = new Map<ProcessId, string>()
  const completed = new Map<string, Set<string>>()
  return {
    add: (record) => {
      if (record._tag === 'started' && record.subscription !== undefined) {
        names.set(record.process, record.subscription)
        if (!completed.has(record.subscription)) completed.set(record.subscription, new Set())
      }
      if (record._tag === 'completed') completed.get(names.get(record.process) ?? '')?.add(positionKey(record))
    },
    has: (subscription, position) => completed.get(subscription)?.has(positionKey(position)) ?? false,
    subscriptions: () => new Set(completed.keys()),
  }
}
