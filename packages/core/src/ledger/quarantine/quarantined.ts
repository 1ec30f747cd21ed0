import type { Issue } from '../../failure/undecodable-webhook.js'

/**
 * Why a body is quarantined. `undecodable`: no event of ours (`issues` say why). `empty`: no bytes. `unknown-event`: of
 * another name. `mismatch`: its event id names another fact. `foreign-org`: of an organisation that is not let in.
 * `too-large`: over `maxBytes`, within 1 MiB. `unstorable`: decodable, and refused by the store for this body alone.
 */
export type QuarantineReason =
  | 'undecodable'
  | 'empty'
  | 'unknown-event'
  | 'mismatch'
  | 'foreign-org'
  | 'too-large'
  | 'unstorable'

/** The body is kept whole, with the reason, as this entry of the quarantine. */
export interface Quarantined {
  readonly _tag: 'Quarantined'
  readonly entry: string
  readonly reason: QuarantineReason
  /** Without any value of the body; empty where the body can be decoded. */
  readonly issues: readonly Issue[]
  /** Present where the entry was there already: the body came again. */
  readonly again?: true
}

/** An entry that was discarded because it grew older than `quarantine.discardAfterDays`. */
export interface EntryDiscarded {
  readonly entry: string
  /** ms since epoch, by the store's clock. */
  readonly receivedAt: number
}
