import type { StreamName, Version } from '@partner-ledger/core/store'

import { type HistoryRecord, type LogPosition, positionKey } from './record.js'

/** An event of the final log. */
export interface Logged extends LogPosition {
  readonly stream: StreamName
  readonly version: Version
  readonly id: string
}

/** What happened in a run. Every subscription begins at the beginning, and its last process has caught up. */
export interface History {
  /** In one order for all processes: what a process does after it has observed a record comes after that record. */
  readonly records: readonly HistoryRecord[]
  /** Every event that subscriptions have to deliver, as `readAll` returned it at the end, tenant by tenant. */
  readonly log: readonly Logged[]
}

/** The final log by position and by stream. */
export interface FinalLog {
  readonly entries: readonly Logged[]
  at(position: LogPosition): Logged | undefined
  /** The event before this one in its stream. */
  before(entry: Logged): Logged | undefined
}

export const finalLog = (entries: readonly Logged[]): FinalLog => {
  const positions = new Map(entries.map((entry) => [positionKey(entry), entry]))
  const versions = new Map(entries.map((entry) => [versionKey(entry, entry.version), entry]))
  return {
    entries,
    at: (position) => positions.get(positionKey(position)),
    before: (entry) => versions.get(versionKey(entry, entry.version - 1)),
  }
}

const versionKey = ({ tenant, stream }: Logged, version: Version): string => JSON.stringify([tenant, stream, version])
