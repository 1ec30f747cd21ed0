import type { Membership } from '@partner-ledger/core'
import { evolve, initial } from '@partner-ledger/core/membership'
import type { Database } from 'better-sqlite3'

import { checksumOf } from './checksum.js'
import type { Cell } from './delivery-rows.js'
import { readEvent } from './raw-events.js'

const page = 1000
const selected = 'SELECT position, lower(hex(id)), event_text, checksum FROM events'

/**
 * Hands on each row of a log's events, page by page, each checked. No personal part. `onPage` is told the last position of
 * each page.
 */
export const rawScan = (
  db: Database,
  use: (id: string, told: string) => void,
  onPage: (position: number) => void = () => {},
): void => {
  const rows = db.prepare<[number], Cell[]>(`${selected} WHERE position > ? LIMIT ${page}`).raw()
  for (let after = 0; ; ) {
    const read = rows.all(after)
    for (const row of read) {
      if (checksumOf(row, 3) !== row[3]) throw new Error('a row of the bench is damaged')
      use(row[1] as string, row[2] as string)
    }
    after = Number(read.at(-1)?.[0] ?? after)
    if (read.length > 0) onPage(after)
    if (read.length < page) return
  }
}

/** The memberships that a log comes to: its rows, and `evolve`. */
export const rawReplay = (
  db: Database,
  orgId: number,
  onPage?: (position: number) => void,
): ReadonlyMap<string, Membership> => {
  const memberships = new Map<string, Membership>()
  const use = (id: string, told: string): void => {
    const event = readEvent(orgId, id, told, null)
    const key = `${event.loyaltyProgramId}/${event.partnerProgramId}/${event.customerId}`
    memberships.set(key, evolve(memberships.get(key) ?? initial(event), event))
  }
  rawScan(db, use, onPage)
  return memberships
}
