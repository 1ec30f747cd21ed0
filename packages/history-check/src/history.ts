import type { StreamName, Version } from '@partner-ledger/core/store'

import { type HistoryRecord, type LogPosition, placeKey } from './record.js'

/** An event of the final log. */
export interface Logged extends LogPosition {
  readonly stream: StreamName
  readonly version: Version
  readonly id: string
}

/** What happened, as it was written down. Every subscription began at the beginning, and its last run had caught up. */
export interface History {
  /** In one order for all: whatever a process did after it had heard of something stands behind it. */
  readonly records: readonly HistoryRecord[]
  /** All that subscriptions are to be told of, as `readAll` gave it at the end, tenant by tenant. */
  readonly log: readonly Logged[]
}

/** The final log by place and by stream. */
export interface FinalLog {
  readonly entries: readonly Logged[]
  at(place: LogPosition): Logged | undefined
  /** The event before this one in its stream. */
  before(entry: Logged): Logged | undefined
}

export const finalLog = (entries: readonly Logged[]): FinalLog => {
  const places = new Map(entries.map((entry) => [placeKey(entry), entry]))
  const versions = new Map(entries.map((entry) => [versionKey(entry, entry.version), entry]))
  return {
    entries,
    at: (place) => places.get(placeKey(place)),
    before: (entry) => versions.get(versionKey(entry, entry.version - 1)),
  }
}

const versionKey = ({ tenant, stream }: Logged, version: Version): string => JSON.stringify([tenant, stream, version])
