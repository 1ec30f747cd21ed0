import type { Issue } from '../../webhook/issue.js'

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
