import type { PartnerProgramEvent } from '../../membership/event.js'
import type { MembershipKey } from '../../membership/key.js'
import type { Membership } from '../../membership/membership.js'
import type { Standing } from '../../membership/standing.js'
import type { Position } from '../../store/event.js'

/** How far a search for events that are read otherwise now has come. */
export interface RedecodeProgress {
  /** Every event at or before this position was looked at: a call with `from` after it continues there. */
  readonly position: Position
  /** The head of the log when the call began. */
  readonly head: Position
  /** Events whose body was decoded. */
  readonly decoded: number
  /** Events of which no body is kept, or whose person is forgotten. They are left alone. */
  readonly withoutBody: number
  /** Events whose body is no longer read as an event of the same membership, type and time. They are left alone. */
  readonly unreadable: number
  /** Corrections that this call has recorded; those that the log has already are not counted. */
  readonly recorded: number
}

/** What differs, or was recorded, when kept bodies are decoded anew. */
export interface RedecodePlan extends RedecodeProgress {
  /** `false` where the signal ended the call before the head. */
  readonly complete: boolean
  /** The memberships of which an event differs, in the order of the log. */
  readonly memberships: readonly RedecodedMembership[]
}

/** A membership before and after its events are corrected, and what differs. */
export interface RedecodedMembership {
  readonly key: MembershipKey
  /** In order of arrival. */
  readonly events: readonly RedecodedEvent[]
  readonly before: Membership
  readonly after: Membership
  /** The standings by the ledger's clock, in the zone of the organisation. */
  readonly standing: { readonly before: Standing; readonly after: Standing }
  /** When the membership expired (ms since epoch), where `expireDue` would record a notice only after the corrections. */
  readonly notice?: number
}

/** An event that is read otherwise now. */
export interface RedecodedEvent {
  readonly eventId: string
  readonly position: Position
  /** The number of its correction: 1, 2, … for each event. */
  readonly number: number
  /** The fields that differ, `membershipNumber` among them. */
  readonly fields: readonly string[]
  /** As the fold reads it before the correction, and after it. */
  readonly before: PartnerProgramEvent
  readonly after: PartnerProgramEvent
}
