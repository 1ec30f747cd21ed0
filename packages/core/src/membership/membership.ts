import type { Expiry, KnownExpiry } from './expiry.js'
import { membershipKey, type MembershipKey } from './key.js'
import type { FoldOrder } from './order.js'

/** What the events of a membership come to. Absent fields are left out, never `undefined` or `null`. */
export interface Membership {
  readonly key: MembershipKey
  /** Each the last one that an event stated, in event order, whatever the link. */
  readonly program: { readonly name?: string; readonly type?: string }
  /** Oldest first; only the last one can be open. */
  readonly periods: readonly Period[]
  /** The last one, of the membership: it outlives periods. */
  readonly reminder?: Reminder
  /** In event order. A late event may take one away or blame another event. */
  readonly anomalies: readonly Anomaly[]
  /** How many distinct events were folded. */
  readonly events: number
  /** The last of them in event order. */
  readonly last?: FoldOrder
}

/** A stretch of being linked. It is open while it has no `end`; a closed one keeps its values. */
export interface Period {
  /** ms since epoch; of an implied opening the earliest time at which it is known to have been open. */
  readonly openedAt?: number
  /** Of the opening: confirmed by a Linked event, or implied by another one. */
  readonly certainty: 'confirmed' | 'implied'
  /** ms since epoch */
  readonly closedAt?: number
  readonly end?: 'delinked' | 'superseded' | 'expired'
  readonly tier?: Tier
  /** Personal: absent after `forget`. */
  readonly membershipNumber?: string
  /** The end as the vendor's Linked and Updated events stated it. */
  readonly expiry?: Expiry
  /** The end that a later reminder announced, where it does not agree with `expiry`. `endOf` prefers it. */
  readonly announcedExpiry?: KnownExpiry
  /** The end before the last RENEW that changed it: a reminder of that end is outdated. */
  readonly replacedExpiry?: KnownExpiry
  readonly lastUpdateType?: string
}

/** A tier of the partner program, by its number, and when it ends. */
export interface Tier {
  readonly number?: number
  readonly expiry?: Expiry
}

/** The vendor's last reminder that the membership is about to expire. */
export interface Reminder {
  /** YYYY-MM-DD, a day of the org's zone */
  readonly scheduledExpiryDate?: string
  /** HH:mm:ss, only beside the date */
  readonly scheduledExpiryTime?: string
  /** ms since epoch */
  readonly scheduledExpiryDateInMillis?: number
  /** ms since epoch */
  readonly occurredAt: number
  /** The membership was linked or renewed after the reminder, or the reminder spoke of an end that was replaced already. */
  readonly renewed?: true
}

/** Something that the vendor's events should not say. It is noted, never refused, and holds no value. */
export interface Anomaly {
  readonly kind: AnomalyKind
  readonly eventId: string
  /** ms since epoch */
  readonly occurredAt: number
}

/** What is odd about an event in its history. */
export type AnomalyKind = (typeof anomalyKinds)[number]

/** The index names a kind by its place in this list: a new one comes last. */
export const anomalyKinds = [
  'missing-link',
  'linked-twice',
  'expiry-mismatch',
  'update-after-delink',
  'delinked-twice',
  'direction-mismatch',
  'type-changed',
  'entity-mismatch',
  'expiry-unread',
] as const

/** The membership of no events. */
export const initial = (key: MembershipKey): Membership => ({
  key: membershipKey(key),
  program: {},
  periods: [],
  anomalies: [],
  events: 0,
})

/** The last period where it is open, and nothing where the membership is absent or delinked. */
export const openPeriod = ({ periods }: Membership): Period | undefined => {
  const last = periods.at(-1)
  return last?.end === undefined ? last : undefined
}

/** The end that a period goes by: the announced one, otherwise the stated one; `undefined` for a term without an end. */
export const endOf = ({ announcedExpiry, expiry }: Period): Expiry | undefined => announcedExpiry ?? expiry

/** The type last stated; SUPPLEMENTARY where none is, and a reminder was seen (only such programs have them). */
export const programType = ({ program, reminder }: Membership): string | undefined =>
  program.type ?? (reminder === undefined ? undefined : 'SUPPLEMENTARY')
