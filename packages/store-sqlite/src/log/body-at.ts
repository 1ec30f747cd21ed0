import { type Corrupt, corrupt, type Position, type Tenant } from '@partner-ledger/core/store'

import type { Handle } from '../file/connection.js'
import { inSnapshot } from '../file/in-snapshot.js'
import { bodyChecksum } from '../schema/checksum.js'
import type { Row, Statements } from '../schema/statements.js'
import { isUnreadable, readStart, type Unreadable } from './log-state.js'
import {
  eventDamage,
  hasBody,
  isForgotten,
  personalDamage,
  positionOf,
  previousOf,
  type VerifiedEvent,
  verifiedEvent,
} from './rows.js'

/** The body at a position. A body that is missing without a mark of `forget` is damage, and so is a missing event. */
export const bodyAt = (handle: Handle, tenant: Tenant, position: Position): Buffer | Unreadable | undefined =>
  inSnapshot(handle, () => {
    const { statements } = handle
    const start = readStart(statements, statements.tenantState.get(tenant) ?? [], tenant)
    if (isUnreadable(start)) return start
    const { owner } = start
    if (owner === undefined) return undefined
    const row = statements.eventAt.get(position)
    if (row === undefined) return missingEvent(statements, owner.id, owner.head, position)
    const event = verifiedEvent(row)
    if (event === undefined) return corrupt(position, eventDamage)
    const damage = personalDamage(row)
    if (damage !== undefined) return corrupt(position, damage)
    if (event.tenant !== owner.id) return undefined
    const body = statements.bodyAt.get(position)
    const bad = bodyDamage(event, row, body)
    return bad === undefined ? ((body?.[1] ?? undefined) as Buffer | undefined) : corrupt(position, bad)
  })

/** What is wrong with the row of a body, next to its verified event. */
export const bodyDamage = (event: VerifiedEvent, row: Row, body: Row | undefined): string | undefined => {
  if (body === undefined) return hasBody(event) ? 'a body is missing' : undefined
  const [position, bytes, checksum] = body
  if (!hasBody(event)) return 'a body that was not given'
  if (isForgotten(row)) return bytes === null && checksum === null ? undefined : 'a forgotten body is back'
  return Buffer.isBuffer(bytes) && bodyChecksum(Number(position), bytes) === checksum
    ? undefined
    : 'a body does not match its checksum'
}

/** The next event of the tenant names its predecessor, so an event that was deleted differs from a hole. */
const missingEvent = (
  statements: Statements,
  tenant: number,
  head: Position,
  position: Position,
): Corrupt | undefined => {
  const row = statements.eventAfter.get(tenant, position)
  const next = row === undefined ? undefined : verifiedEvent(row)
  if (row !== undefined && next === undefined) return corrupt(positionOf(row), eventDamage)
  return position > 0 && (next === undefined ? head : previousOf(next)) === position
    ? corrupt(position, 'an event is missing')
    : undefined
}
