import type { MembershipKey } from './key.js'

/** What every event of the vendor states. Absent is left out, never `undefined` or `null`. */
interface Stated extends MembershipKey {
  /** Unique within the membership: the vendor's `eventId`, or one derived from the content (`d1:…`). */
  readonly eventId: string
  /** The vendor's `createdAt`: when it happened, ms since epoch. */
  readonly occurredAt: number
  readonly partnerProgramName?: string
  /** EXTERNAL or SUPPLEMENTARY so far; any other text is kept as it is. */
  readonly partnerProgramType?: string
  readonly refId?: string
  readonly apiRequestId?: string
  readonly loyaltyEventId?: string
  readonly eventLogId?: number
  readonly actionType?: string
  readonly entity?: Entity
  /** The fields that the first decoder of this library would have left out. Absent on almost every event. */
  readonly learned?: readonly LearnedField[]
  /** Personal, and so absent after `forget`. */
  readonly customer?: Customer
}

/**
 * The fields of an event that may be marked as learned, in the order in which marks are listed: dates that the first decoder
 * did not read, and milliseconds that were read from a text. Derived ids, fact keys and `sameFact` leave marked fields out.
 */
export const learnedFields = [
  'partnerTierExpiryDate',
  'partnerTierExpiryDateInMillis',
  'membershipExpiryDate',
  'membershipExpiryDateInMillis',
  'scheduledExpiryDate',
  'scheduledExpiryDateInMillis',
] as const

/** A field that a later decoder learned to read. */
export type LearnedField = (typeof learnedFields)[number]

/** Whom the event speaks of, as the vendor's `entityInformation` has it; `type` is USER so far. */
export interface Entity {
  readonly type: string
  readonly id: number
}

/** The contact identifiers. The fold never reads them. */
export interface Customer {
  readonly firstName?: string
  readonly lastName?: string
  readonly loyaltyType?: string
  readonly instore?: Instore
  /** Every other source (`website`, `line`, …) by the vendor's name for it. */
  readonly accounts?: Readonly<Record<string, readonly Account[]>>
}

/** The identifiers of the source `instore`, named as the vendor names them. */
export interface Instore {
  readonly id?: number
  readonly mobile?: string
  readonly email?: string
  readonly externalId?: string
  readonly cardnumber?: string
  readonly cardexternalid?: string
  readonly cardNumbers?: readonly string[]
}

/** One account of a source, with its identifiers. */
export interface Account {
  readonly accountId?: string
  readonly identifiers?: readonly { readonly identifierType?: string; readonly identifierValue?: string }[]
}

/**
 * What Linked and Updated state of the membership. Dates are `YYYY-MM-DD`, days of the org's zone. Times are `HH:mm:ss` on the
 * clock of that zone, only beside their date. Instants are ms since epoch and stronger than a date beside them.
 */
export interface Details {
  readonly partnerTierNumber?: number
  readonly partnerTierExpiryDate?: string
  readonly partnerTierExpiryTime?: string
  readonly partnerTierExpiryDateInMillis?: number
  /** The vendor stated an expiry of the tier in a text that cannot be read, and no milliseconds beside it. */
  readonly partnerTierExpiryUnread?: true
  /** Personal, and so absent after `forget`. */
  readonly membershipNumber?: string
  readonly membershipExpiryDate?: string
  readonly membershipExpiryTime?: string
  readonly membershipExpiryDateInMillis?: number
  /** The vendor stated an expiry of the membership in a text that cannot be read, and no milliseconds beside it. */
  readonly membershipExpiryUnread?: true
}

/** The customer joined the partner program. */
export interface Linked extends Stated {
  readonly type: 'partnerProgramLinked'
  readonly details: Details
}

/** The tier or the term of a membership changed. */
export interface Updated extends Stated {
  readonly type: 'partnerProgramUpdated'
  readonly details: Details
  /** UPGRADE, RENEW, DOWNGRADE, MEMBERSHIP_RELINKING_CANCELLED so far; any other text is kept as it is. */
  readonly updateType?: string
}

/** The customer left the partner program. */
export interface Delinked extends Stated {
  readonly type: 'partnerProgramDelinked'
}

/** The vendor reminds of the end of a membership, and announces it. */
export interface ExpiryReminder extends Stated {
  readonly type: 'supplementaryMembershipExpiryReminder'
  /** `YYYY-MM-DD`, a day of the org's zone. */
  readonly scheduledExpiryDate?: string
  /** `HH:mm:ss` on the clock of the org's zone, only beside the date. */
  readonly scheduledExpiryTime?: string
  /** ms since epoch, read from a text with an offset, which gives no date. */
  readonly scheduledExpiryDateInMillis?: number
  /** The vendor stated an end in a text that cannot be read. */
  readonly scheduledExpiryUnread?: true
}

/** A fact about one membership: it happened, and nothing decides whether it may. */
export type PartnerProgramEvent = Linked | Updated | Delinked | ExpiryReminder

/** One of the vendor's four event names. */
export type EventType = PartnerProgramEvent['type']

/** The vendor's four event names, by rank: of events of one instant the lower rank is folded first. */
export const eventTypes = [
  'partnerProgramDelinked',
  'partnerProgramLinked',
  'partnerProgramUpdated',
  'supplementaryMembershipExpiryReminder',
] as const satisfies readonly EventType[]
