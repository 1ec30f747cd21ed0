import {
  type Facts,
  type Heads,
  type LogState,
  type Page,
  type RecordedEvent,
  type Seen,
  storeLimits,
  type StreamName,
  type Streams,
  type Tenant,
} from '@partner-ledger/core/store'

import { type Entry, type MemoryLog, recordedEvent } from './memory-log.js'

/** What every answer says of the log. */
export const stateOf = (log: MemoryLog, tenant: Tenant): LogState => ({
  epoch: log.epoch,
  head: log.tenants.get(tenant)?.entries.length ?? 0,
})

/** Entries after the first `after` of them; positions and versions have no holes here. */
export const pageOf = (
  log: MemoryLog,
  tenant: Tenant,
  entries: readonly Entry[] = [],
  after: number,
  limit: number,
): Page => {
  const events: RecordedEvent[] = []
  let bytes = 0
  for (let next = after; next < entries.length && events.length < limit; next += 1) {
    const entry = entries[next]
    if (entry === undefined) break
    bytes += sizeOf(entry)
    if (events.length > 0 && bytes > storeLimits.pageBytes) break
    events.push(recordedEvent(entry))
  }
  const at = entries[after - 1]?.id
  const page = { ...stateOf(log, tenant), events, more: after + events.length < entries.length }
  return at === undefined ? page : { ...page, at }
}

/** Whether what the caller read of a stream differs from what stands there. */
export const isStale = (log: MemoryLog, tenant: Tenant, { epoch, stream, version, id }: Seen): boolean => {
  const entries = log.tenants.get(tenant)?.streams.get(stream)?.entries ?? []
  return epoch !== log.epoch || version !== entries.length || id !== entries.at(-1)?.id
}

/** Names in code-unit order. */
export const streamsOf = (
  log: MemoryLog,
  tenant: Tenant,
  prefix: string,
  after: StreamName,
  limit: number,
): Streams => {
  const known = log.tenants.get(tenant)?.streams ?? new Map<StreamName, { readonly entries: readonly Entry[] }>()
  const names = [...known.keys()].filter((name) => name.startsWith(prefix) && name > after).sort()
  const streams = names.slice(0, limit).map((stream) => ({ stream, version: known.get(stream)?.entries.length ?? 0 }))
  return { epoch: log.epoch, streams, more: names.length > limit }
}

/** Tenants in code-unit order. */
export const headsOf = (log: MemoryLog, after: Tenant, limit: number): Heads => {
  const names = [...log.tenants.keys()].filter((name) => name > after).sort()
  const heads = names.slice(0, limit).map((tenant) => ({ tenant, head: stateOf(log, tenant).head }))
  return { epoch: log.epoch, heads, more: names.length > limit }
}

/** A little above the bytes of UTF-8, so that a page never passes its bound. */
const sizeOf = ({ id, stream, facts, personal }: Entry): number =>
  3 * (id.length + stream.length) + sizeOfFacts(facts) + (personal === undefined ? 0 : sizeOfFacts(personal))

const sizeOfFacts = (facts: Facts): number => {
  let units = 0
  for (const name in facts) {
    const value = facts[name]
    units += name.length + (typeof value === 'string' ? value.length : 8)
  }
  return 3 * units
}
