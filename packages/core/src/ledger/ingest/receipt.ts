import type { MembershipKey } from '../../membership/key.js'
import type { Position, Version } from '../../store/event.js'
import type { Warning } from '../../webhook/issue.js'
import type { Quarantined } from '../quarantine/quarantined.js'

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
export interface Duplicate {
  readonly _tag: 'Duplicate'
  readonly key: MembershipKey
  readonly eventId: string
  readonly position: Position
  readonly version: Version
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
export type Receipt = Recorded | Duplicate | Quarantined | Ignored | Refused
