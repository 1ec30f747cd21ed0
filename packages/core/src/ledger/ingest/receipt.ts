import type { MembershipKey } from '../../membership/key.js'
import type { Position, Version } from '../../store/event.js'
import type { Issue, Warning } from '../../webhook/issue.js'

/** The delivery is a new fact, and is in the log. */
export interface Recorded {
  readonly _tag: 'Recorded'
  readonly key: MembershipKey
  readonly eventId: string
  readonly position: Position
  readonly version: Version
  /** What was left out or forgiven on the way in. */
  readonly warnings: readonly Warning[]
}

/** The same fact was recorded before, at this position. Nothing was stored. */
export interface AlreadyRecorded {
  readonly _tag: 'Duplicate'
  readonly key: MembershipKey
  readonly eventId: string
  readonly position: Position
  readonly version: Version
}

/** Why a body is kept apart. `too-large`: over `maxBytes`, within 1 MiB. */
export type QuarantineReason = 'undecodable' | 'unknown-event' | 'mismatch' | 'foreign-org' | 'too-large'

/** The body is kept whole, with the reason, as this entry of the quarantine. */
export interface Quarantined {
  readonly _tag: 'Quarantined'
  readonly entry: string
  readonly reason: QuarantineReason
  /** Without any value of the body; empty for a mismatch and a foreign org. */
  readonly issues: readonly Issue[]
  /** Present where the entry was there already: the body came again. */
  readonly again?: true
}

/** An event of another name, which the host chose not to keep. */
export interface Ignored {
  readonly _tag: 'Ignored'
  readonly reason: 'unknown-event'
}

/** Over 1 MiB: counted and logged, not kept. */
export interface Refused {
  readonly _tag: 'Refused'
  readonly reason: 'too-large'
  readonly maxBytes: number
}

/** What became of one body. */
export type Receipt = Recorded | AlreadyRecorded | Quarantined | Ignored | Refused
