import {
  type Corrupt,
  corrupt,
  type Page,
  type Position,
  type RecordedEvent,
  type StreamName,
  type Tenant,
  type Version,
} from '@partner-ledger/core/store'

import type { Handle } from '../file/connection.js'
import { inSnapshot } from '../file/in-snapshot.js'
import type { Row } from '../schema/statements.js'
import { isCorrupt } from './heads.js'
import { isUnreadable, type ReadStart, readStart, type Unreadable } from './log-state.js'
import { factsOnly, personalDamage, recordedEvent, type VerifiedEvent } from './rows.js'
import { readStreamEvents } from './stream-events.js'
import type { StreamNames } from './stream-names.js'
import { pageBound } from './take-rows.js'
import { readTenantEvents } from './tenant-events.js'

/** A page of a stream as `readStream` returns it. */
export const streamPage = (
  handle: Handle,
  tenant: Tenant,
  stream: StreamName,
  after: Version,
  limit: number,
): Page | Unreadable =>
  inSnapshot(handle, () => {
    const fits = pageBound()
    const read = readStreamEvents(handle.statements, tenant, stream, after, limit, (event, row, units) =>
      fits(units + stream.length) ? wholeRecord(event, row, stream) : undefined,
    )
    if (isUnreadable(read)) return read
    const { start, events, version, at } = read
    return pageOf(start, events, (events.at(-1)?.version ?? after) < version, at)
  })

/** A page of a tenant's log as `readAll` returns it. */
export const tenantPage = (
  handle: Handle,
  tenant: Tenant,
  after: Position,
  limit: number,
  names: StreamNames,
  parts?: 'facts',
): Page | Unreadable =>
  inSnapshot(handle, () => {
    const { statements } = handle
    const start = readStart(statements, statements.tenantState.get(tenant) ?? [], tenant)
    if (isUnreadable(start)) return start
    if (start.owner === undefined) return pageOf(start, [], false, undefined)
    names.check(statements, start.epoch)
    const [statement, recordOf] =
      parts === 'facts' ? [statements.factsOfTenant, factsRecord] : [statements.eventsOfTenant, wholeRecord]
    const fits = pageBound()
    const read = readTenantEvents(statement, start.owner, after, limit, (event, row, units) => {
      const name = names.nameOf(statements, event.stream)
      return fits(units + (name ?? '').length) ? recordOf(event, row, name) : undefined
    })
    return isCorrupt(read) ? read : pageOf(start, read.events, read.more, read.at)
  })

const pageOf = (
  { epoch, head }: ReadStart,
  events: readonly RecordedEvent[],
  more: boolean,
  at: string | undefined,
): Page => (at === undefined ? { epoch, head, events, more } : { epoch, head, events, more, at })

/** The record of a verified event, unless its personal part or the name of its stream is damaged. */
const wholeRecord = (event: VerifiedEvent, row: Row, stream: StreamName | undefined): RecordedEvent | Corrupt => {
  const damage = personalDamage(row)
  return stream === undefined || damage !== undefined
    ? corrupt(event.position, damage ?? missingStream)
    : recordedEvent(event, row, stream)
}

/** The record of an event whose personal part was not read. */
const factsRecord = (event: VerifiedEvent, _: Row, stream: StreamName | undefined): RecordedEvent | Corrupt =>
  stream === undefined ? corrupt(event.position, missingStream) : factsOnly(event, stream)

const missingStream = 'the stream of an event is missing or does not match its checksum'
