import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'

import type { Facts, Position, Version } from './event.js'
import type { LogState } from './page.js'

/** The event is stored, and as durable as the store declares. */
export interface Appended {
  readonly _tag: 'appended'
  readonly version: Version
  readonly position: Position
  /** As every read gives it: ms since epoch. */
  readonly recordedAt: number
}

/** The id was known in this stream. Nothing was stored; what is answered is the first event of that id. */
export interface Duplicate {
  readonly _tag: 'duplicate'
  readonly version: Version
  readonly position: Position
  readonly type: string
  readonly occurredAt: number
  readonly schema: number
  readonly facts: Facts
}

/** The stream did not stand at the expected version, but at this one. Nothing was stored. */
export interface Conflict {
  readonly _tag: 'conflict'
  readonly version: Version
}

/** What became of one Append. All three are expected; none is an error. */
export type Outcome = Appended | Duplicate | Conflict

/** An outcome for each Append of the call; `head` is the tenant's after it. */
export interface AppendOutcomes extends LogState {
  readonly outcomes: NonEmptyArray<Outcome>
}

/** What the caller had `seen` differs from the log in epoch, version or id. Nothing was stored. */
export interface Stale extends LogState {
  readonly stale: true
}

/** What an append returns: an outcome for each part, or that the streams had moved. */
export type AppendAnswer = AppendOutcomes | Stale

/** The outcome of an append that was stored. */
export const appended = (version: Version, position: Position, recordedAt: number): Appended => ({
  _tag: 'appended',
  version,
  position,
  recordedAt,
})

/** The outcome of an append whose event id is stored already. */
export const duplicate = (first: Omit<Duplicate, '_tag'>): Duplicate => ({
  _tag: 'duplicate',
  version: first.version,
  position: first.position,
  type: first.type,
  occurredAt: first.occurredAt,
  schema: first.schema,
  facts: first.facts,
})

/** The outcome of an append that expected another version. */
export const conflict = (version: Version): Conflict => ({ _tag: 'conflict', version })
