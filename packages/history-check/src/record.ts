import type { Position, Revision, Tenant, Version } from '@partner-ledger/core/store'

/** Names one start of a process; a restart is another run. */
export type RunId = string

/** Where an event stands in the log. */
export interface LogPosition {
  readonly tenant: Tenant
  readonly position: Position
}

/** A process was started: under the name of its subscription, or as a writer. */
export interface Started {
  readonly _tag: 'started'
  readonly run: RunId
  readonly subscription?: string
}

/** What was done to a process. Stopped: it ended by itself, and had saved what it had done. */
export interface Moved {
  readonly _tag: 'killed' | 'stopped' | 'paused' | 'resumed'
  readonly run: RunId
}

/** A writer is about to hand over the event of this id. */
export interface Sent {
  readonly _tag: 'sent'
  readonly run: RunId
  readonly id: string
}

/** A writer was told that the event is recorded here; also where it was known already. */
export interface Acknowledged extends LogPosition {
  readonly _tag: 'acknowledged'
  readonly run: RunId
  readonly id: string
  readonly version: Version
}

/** A handler was given a delivery, has done what it is for, or has thrown instead. */
export interface Handled extends LogPosition {
  readonly _tag: 'begun' | 'completed' | 'failed'
  readonly run: RunId
  readonly id: string
}

/** A subscriber wanted its checkpoint moved to this position: it was put, and has this revision now, or was refused. */
export interface Checkpointed extends LogPosition {
  readonly _tag: 'put' | 'refused'
  readonly run: RunId
  readonly expected: Revision
  readonly revision: Revision
  /** The lease under which it was put: another one whenever the run takes up the work. */
  readonly owner?: string
}

/** One thing that happened, as the process that saw it wrote it down. */
export type HistoryRecord = Started | Moved | Sent | Acknowledged | Handled | Checkpointed

/** A text that only this place has. */
export const placeKey = ({ tenant, position }: LogPosition): string => `${position} ${tenant}`
