import type { HistoryRecord, RunId } from '../record.js'

/** Tells, record by record, whether its run takes up the work with it: the first put under a lease. */
export const takings = (): ((record: HistoryRecord) => boolean) => {
  const known = new Set<string>()
  return (record) => {
    if (record._tag !== 'put' || record.owner === undefined) return false
    const lease = `${record.run} ${record.owner}`
    const isNew = !known.has(lease)
    known.add(lease)
    return isNew
  }
}

/**
 * Numbers the turns: in which one each record of a subscription was made. A run's turn ends where another run works,
 * where one that may have is killed, and where the run takes up the work anew.
 */
export const turnsOf = (records: readonly HistoryRecord[]): readonly number[] => {
  const takes = takings()
  let worker: RunId | undefined
  let turn = 0
  return records.map((record) => {
    if (record._tag === 'killed' && record.run !== worker) worker = undefined
    if (isWork(record) && (takes(record) || record.run !== worker)) {
      worker = record.run
      turn += 1
    }
    return turn
  })
}

const isWork = ({ _tag }: HistoryRecord): boolean =>
  _tag === 'put' || _tag === 'begun' || _tag === 'completed' || _tag === 'failed'
