import { type Handled, type HistoryRecord, type LogPosition, placeKey, type RunId } from '../record.js'

/** One subscription: what its runs wrote down, in order, and what they tried. */
export interface Told {
  readonly subscription: string
  readonly records: readonly HistoryRecord[]
  readonly attempts: readonly Attempt[]
}

/** One call of the handler. Moments number the records of its subscription. */
export interface Attempt extends LogPosition {
  readonly run: RunId
  readonly id: string
  readonly begun: number
  /** Absent: it threw, or its process was killed before it was done. */
  readonly completed?: number
}

/** What each subscription was told, by name. */
export const subscriptionsOf = (records: readonly HistoryRecord[]): readonly Told[] => {
  const names = new Map<RunId, string>()
  const told = new Map<string, HistoryRecord[]>()
  for (const record of records) {
    if (record._tag === 'started' && record.subscription !== undefined) {
      names.set(record.run, record.subscription)
      if (!told.has(record.subscription)) told.set(record.subscription, [])
    }
    told.get(names.get(record.run) ?? '')?.push(record)
  }
  return [...told].map(([subscription, own]) => ({ subscription, records: own, attempts: attemptsOf(own) }))
}

/** Pairs each beginning with its end. A completion without one began then: a table of effects tells no more. */
const attemptsOf = (records: readonly HistoryRecord[]): readonly Attempt[] => {
  const attempts: Attempt[] = []
  const open = new Map<string, number>()
  for (const [moment, record] of records.entries()) {
    if (!isHandled(record)) continue
    const key = `${record.run} ${placeKey(record)} ${record.id}`
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
