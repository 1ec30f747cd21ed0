import { type Handled, type HistoryRecord, type LogPosition, positionKey, type ProcessId } from '../record.js'

/** One subscription: the records of its processes, in order, and the calls of its handler. */
export interface SubscriptionHistory {
  readonly subscription: string
  readonly records: readonly HistoryRecord[]
  readonly attempts: readonly Attempt[]
}

/** One call of the handler. `begun` and `completed` are indexes into the records of its subscription. */
export interface Attempt extends LogPosition {
  readonly process: ProcessId
  readonly id: string
  readonly begun: number
  /** Absent: the handler threw, or its process was killed before it was done. */
  readonly completed?: number
}

/** The records of each subscription, by its name. */
export const subscriptionsOf = (records: readonly HistoryRecord[]): readonly SubscriptionHistory[] => {
  const names = new Map<ProcessId, string>()
  const recordsOf = new Map<string, HistoryRecord[]>()
  for (const record of records) {
    if (record._tag === 'started' && record.subscription !== undefined) {
      names.set(record.process, record.subscription)
      if (!recordsOf.has(record.subscription)) recordsOf.set(record.subscription, [])
    }
    recordsOf.get(names.get(record.process) ?? '')?.push(record)
  }
  return [...recordsOf].map(([subscription, own]) => ({ subscription, records: own, attempts: attemptsOf(own) }))
}

/** Pairs each `begun` with its end. A completion without one, such as a row of a table, began when it was completed. */
const attemptsOf = (records: readonly HistoryRecord[]): readonly Attempt[] => {
  const attempts: Attempt[] = []
  const open = new Map<string, number>()
  for (const [moment, record] of records.entries()) {
    if (!isHandled(record)) continue
    const key = `${record.process} ${positionKey(record)} ${record.id}`
    const { _tag, ...handled } = record
    if (_tag === 'failed' && !open.has(key)) continue
    const at = open.get(key) ?? attempts.push({ ...handled, begun: moment }) - 1
    const attempt = attempts[at]
    if (_tag === 'begun') open.set(key, at)
    else open.delete(key)
    if (_tag === 'completed' && attempt !== undefined) attempts[at] = { ...attempt, completed: moment }
  }
  return attempts
}

const isHandled = (record: HistoryRecord): record is Handled =>
  record._tag === 'begun' || record._tag === 'completed' || record._tag === 'failed'
