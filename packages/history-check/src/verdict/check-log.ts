import type { FinalLog } from '../history.js'
import type { HistoryRecord } from '../record.js'
import type { RecordedTwice, Unrecorded } from './violation.js'

/** Acknowledgements that the log does not bear out. */
export const unrecorded = (records: readonly HistoryRecord[], log: FinalLog): readonly Unrecorded[] =>
  records.flatMap((record) => {
    if (record._tag !== 'acknowledged') return []
    const logged = log.at(record)
    return logged?.id === record.id && logged.version === record.version ? [] : [{ ...record, _tag: 'unrecorded' }]
  })

/** Events that the log has once more. */
export const recordedTwice = ({ entries }: FinalLog): readonly RecordedTwice[] => {
  const first = new Map<string, number>()
  return entries.flatMap(({ tenant, stream, id, position }) => {
    const key = JSON.stringify([tenant, stream, id])
    const known = first.get(key)
    if (known === undefined) first.set(key, position)
    return known === undefined ? [] : [{ _tag: 'recorded-twice', tenant, stream, id, positions: [known, position] }]
  })
}
