import {
  type Corrupt,
  corrupt,
  type Position,
  type RecordedEvent,
  type StreamName,
  type Tenant,
  type Version,
} from '@partner-ledger/core/store'

import { bodyChecksum } from '../file/checksum.js'
import { findStream, findTenant, isCorrupt } from './heads.js'
import {
  factsDamage,
  hasBody,
  isForgotten,
  personalDamage,
  positionOf,
  previousOf,
  recordedEvent,
  streamOf,
  tenantOf,
  versionOf,
} from './rows.js'
import type { Row, Statements } from './statements.js'

/** The rows of a stream behind a version: each sound, none missing between them, none missing at the end. */
export const streamRows = (
  statements: Statements,
  tenant: Tenant,
  stream: StreamName,
  after: Version,
  limit: number,
): readonly Row[] | Corrupt => {
  const owner = findTenant(statements, tenant)
  if (owner === undefined || isCorrupt(owner)) return owner ?? []
  const known = findStream(statements, owner.id, stream)
  if (known === undefined || isCorrupt(known)) return known ?? []
  const rows = statements.eventsOfStream.all(known.id, after, limit)
  let version = after
  for (const row of rows) {
    const damage = factsDamage(row)
    if (damage !== undefined || streamOf(row) !== known.id || tenantOf(row) !== owner.id)
      return corrupt(positionOf(row), damage ?? 'stream index')
    version += 1
    if (versionOf(row) !== version) return corrupt(positionOf(row), 'an earlier version is missing')
  }
  return rows.length < limit && version < known.head ? corrupt(0, 'the end of the stream is missing') : rows
}

/** A page of a stream as `readStream` answers it. */
export const streamPage = (
  statements: Statements,
  tenant: Tenant,
  stream: StreamName,
  after: Version,
  limit: number,
): readonly RecordedEvent[] | Corrupt => {
  const rows = streamRows(statements, tenant, stream, after, limit)
  return isCorrupt(rows) ? rows : eventsOf(rows, () => stream)
}

/** A page of a tenant's log as `readAll` answers it. `nameOf` gives the name of a stream by its number. */
export const tenantPage = (
  statements: Statements,
  tenant: Tenant,
  after: Position,
  limit: number,
  nameOf: (stream: number) => StreamName | undefined,
): readonly RecordedEvent[] | Corrupt => {
  const owner = findTenant(statements, tenant)
  if (owner === undefined || isCorrupt(owner)) return owner ?? []
  const rows = statements.eventsOfTenant.all(owner.id, after, limit)
  let previous: Position | undefined
  for (const row of rows) {
    const damage = factsDamage(row)
    if (damage !== undefined || tenantOf(row) !== owner.id) return corrupt(positionOf(row), damage ?? 'tenant index')
    if (previous === undefined ? previousOf(row) > after : previousOf(row) !== previous)
      return corrupt(positionOf(row), 'an earlier event is missing')
    previous = positionOf(row)
  }
  if (rows.length < limit && (previous ?? after) < owner.head)
    return corrupt(owner.head, 'the end of the log is missing')
  return eventsOf(rows, nameOf)
}

/** The body at a position; a body that is absent without a mark of `forget` is damage, and so is a missing event. */
export const bodyAt = (statements: Statements, tenant: Tenant, position: Position): Buffer | Corrupt | undefined => {
  const owner = findTenant(statements, tenant)
  if (owner === undefined || isCorrupt(owner)) return owner
  const row = statements.eventAt.get(position)
  if (row === undefined) return missingEvent(statements, owner.id, owner.head, position)
  const damage = factsDamage(row) ?? personalDamage(row)
  if (damage !== undefined) return corrupt(position, damage)
  if (tenantOf(row) !== owner.id) return undefined
  const body = statements.bodyAt.get(position)
  const bad = bodyDamage(row, body)
  return bad === undefined ? ((body?.[1] ?? undefined) as Buffer | undefined) : corrupt(position, bad)
}

/** What is wrong with the row of a body, next to its event's row, which was found sound. */
export const bodyDamage = (row: Row, body: Row | undefined): string | undefined => {
  if (body === undefined) return hasBody(row) ? 'a body is missing' : undefined
  const [position, bytes, checksum] = body
  if (!hasBody(row)) return 'a body that was not given'
  if (isForgotten(row)) return bytes === null && checksum === null ? undefined : 'a forgotten body is back'
  return Buffer.isBuffer(bytes) && bodyChecksum(Number(position), bytes) === checksum ? undefined : 'body'
}

const eventsOf = (
  rows: readonly Row[],
  nameOf: (stream: number) => StreamName | undefined,
): readonly RecordedEvent[] | Corrupt => {
  const events: RecordedEvent[] = []
  for (const row of rows) {
    const stream = nameOf(streamOf(row))
    const damage = personalDamage(row)
    if (stream === undefined || damage !== undefined) return corrupt(positionOf(row), damage ?? 'stream')
    events.push(recordedEvent(row, stream))
  }
  return events
}

/** The next event of the tenant names its predecessor, so an event that was deleted is told from a hole. */
const missingEvent = (
  statements: Statements,
  tenant: number,
  head: Position,
  position: Position,
): Corrupt | undefined => {
  const next = statements.eventAfter.get(tenant, position)
  return position > 0 && (next === undefined ? head : previousOf(next)) === position
    ? corrupt(position, 'an event is missing')
    : undefined
}
