import { evolve, initial, type Membership } from '@partner-ledger/core'
import type { Database } from 'better-sqlite3'

import { checksumOf } from './checksum.js'
import type { Cell } from './delivery-rows.js'
import { eventReader } from './raw-events.js'

const page = 1000

/**
 * The memberships that a log comes to: its rows of facts, page by page, each checked, and `evolve`. No personal part.
 * `onPage` is told the last position of each page.
 */
export const rawReplay = (
  db: Database,
  orgId: number,
  onPage: (position: number) => void = () => {},
): ReadonlyMap<string, Membership> => {
  const columns = (db.pragma('table_info(events)') as readonly { readonly name: string }[]).map(({ name }) => name)
  const selected = columns.map((name) => (name === 'id' ? 'lower(hex(id))' : `"${name}"`)).join()
  const rows = db.prepare<[number], Cell[]>(`SELECT ${selected} FROM events WHERE position > ? LIMIT ${page}`).raw()
  const readEvent = eventReader(orgId, columns)
  const checksum = columns.indexOf('checksum')
  const memberships = new Map<string, Membership>()
  for (let after = 0; ; ) {
    const read = rows.all(after)
    for (const row of read) {
      if (checksumOf(row, checksum) !== row[checksum]) throw new Error('a row of the bench is damaged')
      const event = readEvent(row)
      const key = `${event.loyaltyProgramId}/${event.partnerProgramId}/${event.customerId}`
      memberships.set(key, evolve(memberships.get(key) ?? initial(event), event))
    }
    after = Number(read.at(-1)?.[0] ?? after)
    if (read.length > 0) onPage(after)
    if (read.length < page) return memberships
  }
}
