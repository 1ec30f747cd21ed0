import { utcMidnight } from './calendar.js'
import type { Details, ExpiryReminder } from './event.js'

/** When a term ends: the vendor stated it, or the vendor stated something that cannot be known. */
export type Expiry = KnownExpiry | UnknownExpiry

/**
 * An end that is known. It has at least `date` or `instant`. A date alone is the whole day in the org's zone, a date with a
 * time is that moment on the zone's clock, and an instant is stronger than both.
 */
export interface KnownExpiry {
  /** YYYY-MM-DD */
  readonly date?: string
  /** HH:mm:ss, only beside `date` */
  readonly time?: string
  /** ms since epoch */
  readonly instant?: number
  readonly unknown?: never
}

/** There is an end, and nobody can say when. It is not the same as no end. */
export interface UnknownExpiry {
  readonly unknown: true
  readonly date?: never
  readonly time?: never
  readonly instant?: never
}

/** The end of these parts; `undefined` where neither a date nor an instant is stated. */
export const knownExpiry = (
  date: string | undefined,
  time: string | undefined,
  millis: number | undefined,
): KnownExpiry | undefined => {
  const instant = millis !== undefined && Math.abs(millis) <= lastInstant ? millis : undefined
  if (date === undefined) return instant === undefined ? undefined : { instant }
  if (time === undefined) return instant === undefined ? { date } : { date, instant }
  return instant === undefined ? { date, time } : { date, time, instant }
}

/** The range of instants that a JavaScript `Date` can show, in ms since epoch. */
const lastInstant = 8.64e15

const statedExpiry = (known: KnownExpiry | undefined, unread: true | undefined): Expiry | undefined =>
  known ?? (unread === undefined ? undefined : { unknown: true })

/** The end of the membership that the details state; `undefined` where they state none. */
export const membershipExpiry = (details: Details): Expiry | undefined =>
  statedExpiry(
    knownExpiry(details.membershipExpiryDate, details.membershipExpiryTime, details.membershipExpiryDateInMillis),
    details.membershipExpiryUnread,
  )

/** The end of the tier that the details state; `undefined` where they state none. */
export const tierExpiry = (details: Details): Expiry | undefined =>
  statedExpiry(
    knownExpiry(details.partnerTierExpiryDate, details.partnerTierExpiryTime, details.partnerTierExpiryDateInMillis),
    details.partnerTierExpiryUnread,
  )

/** The end that a reminder announces, `{ date, time? }` or `{ instant }`; `undefined` where it states none that is readable. */
export const announcedEnd = (reminder: ExpiryReminder): KnownExpiry | undefined => {
  const { scheduledExpiryDate, scheduledExpiryTime, scheduledExpiryDateInMillis } = reminder
  return (
    knownExpiry(undefined, undefined, scheduledExpiryDateInMillis) ??
    knownExpiry(scheduledExpiryDate, scheduledExpiryTime, undefined)
  )
}

/** Whether two ends are equal by value. An unknown one equals nothing, another unknown one neither. */
export const isSameEnd = (a: Expiry | undefined, b: Expiry | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.unknown === undefined &&
  b.unknown === undefined &&
  a.date === b.date &&
  a.time === b.time &&
  a.instant === b.instant

/**
 * Whether an announced end and a stated one may mean the same moment, in whatever zone each was printed: two instants within
 * 24 hours, an instant near enough to a day, or the same date. Nothing agrees with an unknown end.
 */
export const agree = (announced: KnownExpiry, stated: Expiry | undefined): boolean => {
  if (stated === undefined || stated.unknown === true) return false
  if (announced.instant === undefined)
    return stated.instant === undefined ? announced.date === stated.date : isNearDay(stated.instant, announced.date)
  if (stated.instant === undefined) return isNearDay(announced.instant, stated.date)
  return Math.abs(announced.instant - stated.instant) <= 24 * hour
}

const hour = 3_600_000

/** A day lasts from 14 hours before its 00:00 UTC to 36 hours after it, over all zones. */
const isNearDay = (instant: number, date: string | undefined): boolean => {
  if (date === undefined) return false
  const midnight = utcMidnight(date)
  return midnight - 14 * hour <= instant && instant <= midnight + longestDay
}

/** A day has ended in every zone 36 hours after its 00:00 UTC. */
const longestDay = 36 * hour

/** Whether the end has passed everywhere by `at` (ms since epoch). An unknown end never has. */
export const surelyRanOut = (expiry: Expiry | undefined, at: number): boolean => {
  if (expiry?.instant !== undefined) return expiry.instant <= at
  return expiry?.date !== undefined && utcMidnight(expiry.date) + longestDay <= at
}
