import {
  type Append,
  appended,
  conflict,
  duplicate,
  isExpected,
  type NewEvent,
  type Outcome,
  type Tenant,
} from '@partner-ledger/core/store'

import type { Entry, MemoryLog, StreamLog, TenantLog } from './memory-log.js'

/** Carries out one Append whose arguments are known to be good. A known id is answered before the version is looked at. */
export const appendToLog = (log: MemoryLog, tenant: Tenant, append: Append, clock: () => number): Outcome => {
  const { event, expected } = append
  const known = log.tenants.get(tenant)
  const stream = known?.streams.get(append.stream)
  const first = stream?.ids.get(event.id)
  if (first !== undefined) return duplicate({ ...first, facts: { ...first.facts } })
  const version = stream?.entries.length ?? 0
  if (!isExpected(expected, version)) return conflict(version)

  const tenantLog = known ?? openTenant(log, tenant)
  const streamLog = stream ?? openStream(tenantLog, append.stream)
  tenantLog.recordedAt = Math.max(tenantLog.recordedAt, append.recordedAt ?? clock())
  const entry = entryOf(append, version + 1, tenantLog.entries.length + 1, tenantLog.recordedAt)
  tenantLog.entries.push(entry)
  streamLog.entries.push(entry)
  streamLog.ids.set(event.id, entry)
  return appended(entry.version, entry.position, entry.recordedAt)
}

const openTenant = (log: MemoryLog, tenant: Tenant): TenantLog => {
  const opened: TenantLog = { entries: [], streams: new Map(), recordedAt: 0 }
  log.tenants.set(tenant, opened)
  return opened
}

const openStream = (tenantLog: TenantLog, stream: string): StreamLog => {
  const opened: StreamLog = { entries: [], ids: new Map() }
  tenantLog.streams.set(stream, opened)
  return opened
}

/** Keeps copies of its own: the writer may change its objects afterwards. */
const entryOf = ({ stream, event }: Append, version: number, position: number, recordedAt: number): Entry => ({
  stream,
  version,
  position,
  recordedAt,
  id: event.id,
  type: event.type,
  occurredAt: event.occurredAt,
  schema: event.schema,
  facts: { ...event.facts },
  personal: event.personal === undefined ? undefined : { ...event.personal },
  body: keptBody(event),
  forgotten: false,
})

/** `new Uint8Array`, since the `slice` of a Buffer shares its memory. */
const keptBody = ({ body }: NewEvent): Uint8Array | undefined => (body === undefined ? undefined : new Uint8Array(body))
