import type { Position, StreamName, Tenant, Version } from '@partner-ledger/core/store'

import type { Logged } from '../history.js'
import type { LogPosition, ProcessId } from '../record.js'

/** An acknowledged event that the log does not have at the acknowledged position and version. */
export interface LostWrite {
  readonly _tag: 'lost-write'
  /** The writer. */
  readonly process: ProcessId
  readonly tenant: Tenant
  readonly position: Position
  readonly version: Version
  readonly id: string
}

/** The log has the event twice in one stream. */
export interface DuplicateWrite {
  readonly _tag: 'duplicate-write'
  readonly tenant: Tenant
  readonly stream: StreamName
  readonly id: string
  readonly positions: readonly [Position, Position]
}

/** An event of the log that no process of the subscription completed. */
export interface Lost extends Logged {
  readonly _tag: 'lost'
  readonly subscription: string
  /** The processes that began it. */
  readonly processes: readonly ProcessId[]
}

/** A subscription had not completed the event when the wait for it ended: no wake announced it in time. */
export interface LostWakeup extends LogPosition {
  readonly _tag: 'lost-wakeup'
  readonly subscription: string
  readonly id: string
}

/** An event was handled before an earlier one of its stream, or a process went back in the stream. */
export interface Reordered extends Logged {
  readonly _tag: 'reordered'
  readonly subscription: string
  readonly process: ProcessId
  /** The position of the other event of the stream. */
  readonly against: Position
}

/** Why a completed delivery must not be repeated. */
export type DuplicateReason = 'same-term' | 'before-checkpoint' | 'after-stop' | 'exactly-once'

/** A delivery was repeated where the promise does not allow it. */
export interface Duplicated {
  readonly _tag: 'duplicated'
  readonly subscription: string
  readonly tenant: Tenant
  readonly position: Position
  readonly id: string
  readonly reason: DuplicateReason
  /** The process that completed it first, and the one that began it again. */
  readonly processes: readonly [ProcessId, ProcessId]
}

/** A delivery of an event that the log does not have at that position. */
export interface Unexpected {
  readonly _tag: 'unexpected'
  readonly subscription: string
  readonly process: ProcessId
  readonly tenant: Tenant
  readonly position: Position
  readonly id: string
}

/** A checkpoint replaced a newer one than its process knew, or went back: a zombie's checkpoint was accepted. */
export interface StaleCheckpoint {
  readonly _tag: 'stale-checkpoint'
  readonly subscription: string
  readonly tenant: Tenant
  /** The process whose checkpoint was replaced, and the process that replaced it. */
  readonly processes: readonly [ProcessId, ProcessId]
  readonly positions: readonly [Position, Position]
}

/** A broken promise, with its evidence. */
export type Violation =
  | LostWrite
  | DuplicateWrite
  | Lost
  | LostWakeup
  | Reordered
  | Duplicated
  | Unexpected
  | StaleCheckpoint

/** The names of all violations. */
export const violationNames = [
  'lost-write',
  'duplicate-write',
  'lost',
  'lost-wakeup',
  'reordered',
  'duplicated',
  'unexpected',
  'stale-checkpoint',
] as const satisfies readonly Violation['_tag'][]
