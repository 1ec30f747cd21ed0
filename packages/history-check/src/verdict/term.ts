import type { HistoryRecord, ProcessId } from '../record.js'

/** Whether a record, given in order, is the first checkpoint that its process puts under a lease: it has taken the lease. */
export const leaseAcquisitions = (): ((record: HistoryRecord) => boolean) => {
  const known = new Set<string>()
  return (record) => {
    if (record._tag !== 'put' || record.owner === undefined) return false
    const lease = `${record.process} ${record.owner}`
    const isNew = !known.has(lease)
    known.add(lease)
    return isNew
  }
}

/**
 * The number of the term in which each record of a subscription was made. In a term one process is active. It ends when
 * another process is active, when a process that may have been active is killed, and when the lease is taken again.
 */
export const termsOf = (records: readonly HistoryRecord[]): readonly number[] => {
  const isAcquisition = leaseAcquisitions()
  let active: ProcessId | undefined
  let term = 0
  return records.map((record) => {
    if (record._tag === 'killed' && record.process !== active) active = undefined
    if (isActivity(record) && (isAcquisition(record) || record.process !== active)) {
      active = record.process
      term += 1
    }
    return term
  })
}

const isActivity = ({ _tag }: HistoryRecord): boolean =>
  _tag === 'put' || _tag === 'begun' || _tag === 'completed' || _tag === 'failed'
