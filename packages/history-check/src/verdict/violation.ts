import type { Position, StreamName, Tenant, Version } from '@partner-ledger/core/store'

import type { Logged } from '../history.js'
import type { RunId } from '../record.js'

/** A writer was told that the event is recorded here, and the log has none of this id and version here. */
export interface Unrecorded {
  readonly _tag: 'unrecorded'
  readonly run: RunId
  readonly tenant: Tenant
  readonly position: Position
  readonly version: Version
  readonly id: string
}

/** The log has the event twice in one stream. */
export interface RecordedTwice {
  readonly _tag: 'recorded-twice'
  readonly tenant: Tenant
  readonly stream: StreamName
  readonly id: string
  readonly positions: readonly [Position, Position]
}

/** An event of the log that no run of the subscription ever completed. */
export interface Lost extends Logged {
  readonly _tag: 'lost'
  readonly subscription: string
  /** Who began it. */
  readonly runs: readonly RunId[]
}

/** An event was handled before an earlier one of its membership, or a run went back in the stream. */
export interface Reordered extends Logged {
  readonly _tag: 'reordered'
  readonly subscription: string
  readonly run: RunId
  /** The position of the other event of the stream. */
  readonly against: Position
}

/** Why a delivery that was completed before must not have come again. */
export type DoubledReason = 'same-run' | 'behind-checkpoint' | 'after-stop' | 'exactly-once'

/** A delivery came again where the promise does not allow it. */
export interface Doubled {
  readonly _tag: 'doubled'
  readonly subscription: string
  readonly tenant: Tenant
  readonly position: Position
  readonly id: string
  readonly reason: DoubledReason
  /** Who completed it before, and who was given it again. */
  readonly runs: readonly [RunId, RunId]
}

/** A delivery of what the log does not have at its place. */
export interface Invented {
  readonly _tag: 'invented'
  readonly subscription: string
  readonly run: RunId
  readonly tenant: Tenant
  readonly position: Position
  readonly id: string
}

/** A checkpoint was put by one who did not know the last one, or behind it: a zombie was believed. */
export interface StaleCheckpoint {
  readonly _tag: 'stale-checkpoint'
  readonly subscription: string
  readonly tenant: Tenant
  /** Who put the one that stood, and who replaced it. */
  readonly runs: readonly [RunId, RunId]
  readonly positions: readonly [Position, Position]
}

/** A promise that was not kept, with its evidence. */
export type Violation = Unrecorded | RecordedTwice | Lost | Reordered | Doubled | Invented | StaleCheckpoint

/** The names of all violations. */
export const violationNames = [
  'unrecorded',
  'recorded-twice',
  'lost',
  'reordered',
  'doubled',
  'invented',
  'stale-checkpoint',
] as const satisfies readonly Violation['_tag'][]
