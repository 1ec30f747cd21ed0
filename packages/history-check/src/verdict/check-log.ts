import type { FinalLog } from '../history.js'
import type { HistoryRecord } from '../record.js'
import type { DuplicateWrite, LostWrite } from './violation.js'

/** Acknowledged events that the log does not have at their position. */
export const lostWrites = (records: readonly HistoryRecord[], log: FinalLog): readonly LostWrite[] =>
  records.flatMap((record) => {
    if (record._tag !== 'acknowledged') return []
    const logged = log.at(record)
    return logged?.id === record.id && logged.version === record.version ? [] : [{ ...record, _tag: 'lost-write' }]
  })

/** Events that the log has twice in one stream. */
export const duplicateWrites = ({ entries }: FinalLog): readonly DuplicateWrite[] => {
  const first = new Map<string, number>()
  return entries.flatMap(({ tenant, stream, id, position }) => {
    const key = JSON.stringify([tenant, stream, id])
    const known = first.get(key)
    if (known === undefined) first.set(key, position)
    return known === undefined ? [] : [{ _tag: 'duplicate-write', tenant, stream, id, positions: [known, position] }]
  })
}
