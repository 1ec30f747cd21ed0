import type { Position, Revision, Tenant, Version } from '@partner-ledger/core/store'

/** Names one process of a history. A process that is started again has another id. */
export type ProcessId = string

/** Where an event stands in the log. */
export interface LogPosition {
  readonly tenant: Tenant
  readonly position: Position
}

/** A process was started: as a subscriber of this subscription, or as a writer. */
export interface Started {
  readonly _tag: 'started'
  readonly process: ProcessId
  readonly subscription?: string
}

/** What happened to a process. `stopped`: it ended by itself, after it had saved its checkpoints. */
export interface ProcessEvent {
  readonly _tag: 'killed' | 'stopped' | 'paused' | 'resumed'
  readonly process: ProcessId
}

/** A writer is about to ingest the event of this id. */
export interface Sent {
  readonly _tag: 'sent'
  readonly process: ProcessId
  readonly id: string
}

/** The ledger returned to a writer where the event is recorded, now or by an earlier call. */
export interface Acknowledged extends LogPosition {
  readonly _tag: 'acknowledged'
  readonly process: ProcessId
  readonly id: string
  readonly version: Version
}

/** A writer has waited for the deliveries of this event: every subscription had completed it, or the bound had passed. */
export interface Awaited extends LogPosition {
  readonly _tag: 'awaited'
  readonly process: ProcessId
  readonly id: string
}

/** A handler began with a delivery, completed it, or threw. */
export interface Handled extends LogPosition {
  readonly _tag: 'begun' | 'completed' | 'failed'
  readonly process: ProcessId
  readonly id: string
}

/** A subscriber tried to move its checkpoint to this position. `put`: it has this revision now. */
export interface Checkpointed extends LogPosition {
  readonly _tag: 'put' | 'refused'
  readonly process: ProcessId
  readonly expected: Revision
  readonly revision: Revision
  /** The lease under which it was put. A process that takes the lease again has another owner. */
  readonly owner?: string
}

/** One operation or event of a history, as the process that observed it wrote it down. */
export type HistoryRecord = Started | ProcessEvent | Sent | Acknowledged | Awaited | Handled | Checkpointed

/** A text that is unique to this position. */
export const positionKey = ({ tenant, position }: LogPosition): string => `${position} ${tenant}`
