import {
  type Append,
  appended,
  conflict,
  duplicate,
  type Facts,
  isExpected,
  type NewEvent,
  type Outcome,
  type Tenant,
} from '@partner-ledger/core/store'

import type { Entry, MemoryLog, StreamLog, TenantLog } from './memory-log.js'

/** Carries out one Append whose arguments are known to be good. A known id is answered before the version is looked at. */
export const appendToLog = (log: MemoryLog, tenant: Tenant, append: Append, now: number): Outcome => {
  const { event, expected } = append
  const known = log.tenants.get(tenant)
  const stream = known?.streams.get(append.stream)
  const first = stream === undefined ? undefined : entryOfId(stream, event.id)
  if (first !== undefined) return duplicate({ ...first, facts: { ...first.facts } })
  const version = stream?.entries.length ?? 0
  if (!isExpected(expected, version)) return conflict(version)

  const tenantLog = known ?? openTenant(log, tenant)
  const streamLog = stream ?? openStream(tenantLog, append.stream)
  tenantLog.recordedAt = Math.max(tenantLog.recordedAt, append.recordedAt ?? now)
  const entry = entryOf(append, version + 1, tenantLog.entries.length + 1, tenantLog.recordedAt)
  tenantLog.entries.push(entry)
  addToStream(streamLog, entry)
  return appended(entry.version, entry.position, entry.recordedAt)
}

/** As many ids are looked through sooner than a map of them is filled. */
const fewIds = 8

const entryOfId = ({ entries, ids }: StreamLog, id: string): Entry | undefined =>
  ids === undefined ? entries.find((entry) => entry.id === id) : ids.get(id)

const addToStream = (stream: StreamLog, entry: Entry): void => {
  stream.entries.push(entry)
  if (stream.ids !== undefined) stream.ids.set(entry.id, entry)
  else if (stream.entries.length > fewIds) stream.ids = new Map(stream.entries.map((each) => [each.id, each]))
}

const openTenant = (log: MemoryLog, tenant: Tenant): TenantLog => {
  const opened: TenantLog = { entries: [], streams: new Map(), recordedAt: 0 }
  log.tenants.set(tenant, opened)
  return opened
}

const openStream = (tenantLog: TenantLog, stream: string): StreamLog => {
  const opened: StreamLog = { entries: [], ids: undefined }
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
  occurredAt: event.occurredAt + 0,
  schema: event.schema,
  facts: ownFacts(event.facts),
  personal: event.personal === undefined ? undefined : ownFacts(event.personal),
  body: keptBody(event),
  forgotten: false,
})

/** A copy, in which -0 is 0. */
const ownFacts = (facts: Facts): Facts => {
  const own: Record<string, string | number> = { ...facts }
  for (const key in own) if (own[key] === 0) own[key] = 0
  return own
}

/** `new Uint8Array`, since the `slice` of a Buffer shares its memory. */
const keptBody = ({ body }: NewEvent): Uint8Array | undefined => (body === undefined ? undefined : new Uint8Array(body))
