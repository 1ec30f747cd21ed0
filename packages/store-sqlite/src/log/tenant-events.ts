import { type Corrupt, corrupt, type Position } from '@partner-ledger/core/store'

import type { Row, Statements } from '../schema/statements.js'
import { isCorrupt, type TenantHead } from './heads.js'
import { textOfId } from './id.js'
import { eventDamage, positionOf, previousOf, verifiedEvent } from './rows.js'
import type { UseEvent } from './stream-events.js'
import { takeRows } from './take-rows.js'

/** What was read of a tenant's log. */
export interface TenantEvents<A> {
  readonly events: readonly A[]
  readonly more: boolean
  /** The id of the event at the position after which was read. */
  readonly at: string | undefined
}

/**
 * Reads the events of a tenant after a position in the caller's snapshot, and takes what `use` makes of each. Each event is
 * verified and names its predecessor, so that a missing one differs from a hole; none is missing at the end.
 */
export const readTenantEvents = <A>(
  statement: Statements['eventsOfTenant'],
  owner: TenantHead,
  after: Position,
  limit: number,
  use: UseEvent<A>,
): TenantEvents<A> | Corrupt => {
  const events: A[] = []
  let at: string | undefined
  let last: Position | undefined
  let isFull = false
  let damage: Corrupt | undefined
  const take = (row: Row, units: number): number | undefined => {
    const event = verifiedEvent(row)
    if (event?.tenant !== owner.id)
      damage = corrupt(positionOf(row), event === undefined ? eventDamage : 'an index of the log names another event')
    else if (event.position === after) at = textOfId(event.id)
    else if (last === undefined ? previousOf(event) >= Math.max(after, 1) : previousOf(event) !== last)
      damage = corrupt(event.position, 'an earlier event is missing')
    else if (events.length === limit) isFull = true
    else {
      const used = use(event, row, units)
      if (used === undefined) isFull = true
      else if (isCorrupt(used)) damage = used
      else events.push(used)
    }
    if (event === undefined || damage !== undefined || isFull) return undefined
    last = event.position
    return last + 1
  }
  takeRows((from, size) => statement.all(owner.id, from, size), after, after > 0 ? limit + 1 : limit, take)
  if (damage !== undefined) return damage
  const end = last ?? after
  // A position without an event may be a hole; that of the last event is none.
  const isWhole = end >= owner.head && (after !== owner.head || at !== undefined)
  if (isFull || events.length === limit) return { events, more: end < owner.head, at }
  return isWhole ? { events, more: false, at } : corrupt(owner.head, 'the end of the log is missing')
}
