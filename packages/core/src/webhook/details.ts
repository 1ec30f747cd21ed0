import type { Details, LearnedField } from '../membership/event.js'
import type { details } from './codec/payload.js'
import type { Stated } from './codec/read-of.js'
import type { DateText } from './date-text.js'

export type Mutable<T> = { -readonly [K in keyof T]: T[K] }

type ReadDetails = Stated<typeof details>

/** Details whose dates are bare days, or absent. They are stated as they were read. */
export type BareDetails = Details & { readonly partnerTierExpiryDate?: string; readonly membershipExpiryDate?: string }

export const hasBareDays = (read: ReadDetails): read is BareDetails =>
  typeof read.partnerTierExpiryDate !== 'object' && typeof read.membershipExpiryDate !== 'object'

/** What an event states of its details, with the fields that the first decoder would have left out. */
export interface StatedDetails {
  readonly details: Details
  readonly learned: readonly LearnedField[]
}

export const statedDetails = (read: ReadDetails): StatedDetails => {
  const made: Mutable<Details> = {}
  const learned: LearnedField[] = []
  if (read.partnerTierNumber !== undefined) made.partnerTierNumber = read.partnerTierNumber
  addTierExpiry(made, learned, statedExpiry(read.partnerTierExpiryDate, read.partnerTierExpiryDateInMillis))
  if (read.membershipNumber !== undefined) made.membershipNumber = read.membershipNumber
  addMembershipExpiry(made, learned, statedExpiry(read.membershipExpiryDate, read.membershipExpiryDateInMillis))
  return { details: made, learned }
}

const addTierExpiry = (made: Mutable<Details>, learned: LearnedField[], stated: StatedExpiry): void => {
  if (stated.date !== undefined) made.partnerTierExpiryDate = stated.date
  if (stated.time !== undefined) made.partnerTierExpiryTime = stated.time
  if (stated.millis !== undefined) made.partnerTierExpiryDateInMillis = stated.millis
  if (stated.unread === true) made.partnerTierExpiryUnread = true
  if (stated.learned === 'date') learned.push('partnerTierExpiryDate')
  if (stated.learned === 'millis') learned.push('partnerTierExpiryDateInMillis')
}

const addMembershipExpiry = (made: Mutable<Details>, learned: LearnedField[], stated: StatedExpiry): void => {
  if (stated.date !== undefined) made.membershipExpiryDate = stated.date
  if (stated.time !== undefined) made.membershipExpiryTime = stated.time
  if (stated.millis !== undefined) made.membershipExpiryDateInMillis = stated.millis
  if (stated.unread === true) made.membershipExpiryUnread = true
  if (stated.learned === 'date') learned.push('membershipExpiryDate')
  if (stated.learned === 'millis') learned.push('membershipExpiryDateInMillis')
}

/** What a date and the milliseconds beside it state together. */
export interface StatedExpiry {
  readonly date?: string
  readonly time?: string
  readonly millis?: number
  readonly unread?: true
  /** Which of the two the first decoder would have left out. */
  readonly learned?: 'date' | 'millis'
}

/** Stated milliseconds are stronger than those of a text with an offset, and stand in for a text that cannot be read. */
export const statedExpiry = (date: string | DateText | undefined, millis?: number): StatedExpiry => {
  const beside = millis === undefined ? {} : { millis }
  if (date === undefined) return beside
  if (typeof date === 'string') return { date, ...beside }
  if ('unread' in date) return millis === undefined ? { unread: true } : beside
  if ('instant' in date) return millis === undefined ? { millis: date.instant, learned: 'millis' } : beside
  const { learned, ...day } = date
  return { ...day, ...beside, ...(learned === true ? { learned: 'date' } : {}) }
}
