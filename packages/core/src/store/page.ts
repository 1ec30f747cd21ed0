import type { Position, RecordedEvent, StreamName, Tenant, Version } from './event.js'

/** Names one incarnation of a log: another one after a restore, the same one after a restart. */
export type Epoch = string

/** What every answer says of the log that it read, as of the answer's snapshot. */
export interface LogState {
  readonly epoch: Epoch
  /** The position of the tenant's last event; 0: the tenant has none. */
  readonly head: Position
}

/** Events in order, oldest first. */
export interface Page extends LogState {
  readonly events: readonly RecordedEvent[]
  /** Whether events follow the last one of this page; a page ends at its limit of events or of bytes. */
  readonly more: boolean
  /** The id of the event at `after`; absent where `after` is 0, or where no event stands there. */
  readonly at?: string
}

/** A stream and the version of its last event. */
export interface StreamHead {
  readonly stream: StreamName
  readonly version: Version
}

/** Streams in the store's fixed order. */
export interface Streams {
  readonly epoch: Epoch
  readonly streams: readonly StreamHead[]
  readonly more: boolean
}

/** A tenant and the position of its last event. */
export interface TenantHead {
  readonly tenant: Tenant
  readonly head: Position
}

/** Tenants in the order of their names by code unit. */
export interface Heads {
  readonly epoch: Epoch
  readonly heads: readonly TenantHead[]
  readonly more: boolean
}

/** What a caller has read of one stream: its last version then, and the id of the event there (absent at version 0). */
export interface Seen {
  readonly epoch: Epoch
  readonly stream: StreamName
  readonly version: Version
  readonly id?: string
}

/** A point of a tenant's log. The id distinguishes it from the same position of a log that went back and grew again. */
export interface LogMark {
  readonly epoch: Epoch
  /** 0: before the first event */
  readonly position: Position
  /** The id of the event at `position`; absent at 0. */
  readonly id?: string
}
