import {
  type Corrupt,
  corrupt,
  type Position,
  type RecordedEvent,
  type StreamName,
  type Tenant,
  type Version,
} from '@partner-ledger/core/store'

import { bodyChecksum } from '../schema/checksum.js'
import { findStream, findTenant, isCorrupt } from './heads.js'
import {
  hasBody,
  isForgotten,
  personalDamage,
  positionOf,
  previousOf,
  recordedEvent,
  factsOnly,
  type VerifiedEvent,
  verifiedEvent,
} from './rows.js'
import type { Row, Statements } from '../schema/statements.js'

/**
 * What `use` makes of the events of a stream behind a version: each sound, none missing between them, none missing at the
 * end.
 */
export const streamEvents = <A>(
  statements: Statements,
  tenant: Tenant,
  stream: StreamName,
  after: Version,
  limit: number,
  use: (event: VerifiedEvent, row: Row) => A | Corrupt,
): readonly A[] | Corrupt => {
  const owner = findTenant(statements, tenant)
  if (owner === undefined || isCorrupt(owner)) return owner ?? []
  const known = findStream(statements, owner.id, stream)
  if (known === undefined || isCorrupt(known)) return known ?? []
  const used: A[] = []
  let version = after
  for (const row of statements.eventsOfStream.all(known.id, after, limit)) {
    const event = verifiedEvent(row)
    if (event?.stream !== known.id || event.tenant !== owner.id)
      return corrupt(positionOf(row), event === undefined ? 'facts' : 'stream index')
    version += 1
    if (event.version !== version) return corrupt(event.position, 'an earlier version is missing')
    const made = use(event, row)
    if (isCorrupt(made)) return made
    used.push(made)
  }
  return used.length < limit && version < known.head ? corrupt(0, 'the end of the stream is missing') : used
}

/** A page of a stream as `readStream` answers it. */
export const streamPage = (
  statements: Statements,
  tenant: Tenant,
  stream: StreamName,
  after: Version,
  limit: number,
): readonly RecordedEvent[] | Corrupt =>
  streamEvents(statements, tenant, stream, after, limit, (event, row) => wholeRecord(event, row, stream))

/** A page of a tenant's log as `readAll` answers it. `nameOf` gives the name of a stream by its number. */
export const tenantPage = (
  statements: Statements,
  tenant: Tenant,
  after: Position,
  limit: number,
  nameOf: (stream: number) => StreamName | undefined,
  parts?: 'facts',
): readonly RecordedEvent[] | Corrupt => {
  const owner = findTenant(statements, tenant)
  if (owner === undefined || isCorrupt(owner)) return owner ?? []
  const read: RecordedEvent[] = []
  let previous: Position | undefined
  const [rows, recordOf] =
    parts === 'facts' ? [statements.factsOfTenant, factsRecord] : [statements.eventsOfTenant, wholeRecord]
  for (const row of rows.all(owner.id, after, limit)) {
    const event = verifiedEvent(row)
    if (event?.tenant !== owner.id) return corrupt(positionOf(row), event === undefined ? 'facts' : 'tenant index')
    if (previous === undefined ? previousOf(event) > after : previousOf(event) !== previous)
      return corrupt(event.position, 'an earlier event is missing')
    previous = event.position
    const record = recordOf(event, row, nameOf(event.stream))
    if (isCorrupt(record)) return record
    read.push(record)
  }
  if (read.length < limit && (previous ?? after) < owner.head)
    return corrupt(owner.head, 'the end of the log is missing')
  return read
}

/** The body at a position; a body that is absent without a mark of `forget` is damage, and so is a missing event. */
export const bodyAt = (statements: Statements, tenant: Tenant, position: Position): Buffer | Corrupt | undefined => {
  const owner = findTenant(statements, tenant)
  if (owner === undefined || isCorrupt(owner)) return owner
  const row = statements.eventAt.get(position)
  if (row === undefined) return missingEvent(statements, owner.id, owner.head, position)
  const event = verifiedEvent(row)
  if (event === undefined) return corrupt(position, 'facts')
  const damage = personalDamage(row)
  if (damage !== undefined) return corrupt(position, damage)
  if (event.tenant !== owner.id) return undefined
  const body = statements.bodyAt.get(position)
  const bad = bodyDamage(event, row, body)
  return bad === undefined ? ((body?.[1] ?? undefined) as Buffer | undefined) : corrupt(position, bad)
}

/** What is wrong with the row of a body, next to its event, which was found sound. */
export const bodyDamage = (event: VerifiedEvent, row: Row, body: Row | undefined): string | undefined => {
  if (body === undefined) return hasBody(event) ? 'a body is missing' : undefined
  const [position, bytes, checksum] = body
  if (!hasBody(event)) return 'a body that was not given'
  if (isForgotten(row)) return bytes === null && checksum === null ? undefined : 'a forgotten body is back'
  return Buffer.isBuffer(bytes) && bodyChecksum(Number(position), bytes) === checksum ? undefined : 'body'
}

/** The record of an event that is sound, unless its personal part or the name of its stream is damaged. */
const wholeRecord = (event: VerifiedEvent, row: Row, stream: StreamName | undefined): RecordedEvent | Corrupt => {
  const damage = personalDamage(row)
  return stream === undefined || damage !== undefined
    ? corrupt(event.position, damage ?? 'stream')
    : recordedEvent(event, row, stream)
}

/** The record of an event whose personal part was not read. */
const factsRecord = (event: VerifiedEvent, _: Row, stream: StreamName | undefined): RecordedEvent | Corrupt =>
  stream === undefined ? corrupt(event.position, 'stream') : factsOnly(event, stream)

/** The next event of the tenant names its predecessor, so an event that was deleted is told from a hole. */
const missingEvent = (
  statements: Statements,
  tenant: number,
  head: Position,
  position: Position,
): Corrupt | undefined => {
  const row = statements.eventAfter.get(tenant, position)
  const next = row === undefined ? undefined : verifiedEvent(row)
  if (row !== undefined && next === undefined) return corrupt(positionOf(row), 'facts')
  return position > 0 && (next === undefined ? head : previousOf(next)) === position
    ? corrupt(position, 'an event is missing')
    : undefined
}
