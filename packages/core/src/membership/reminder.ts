import type { Draft } from './draft.js'
import type { ExpiryReminder, Updated } from './event.js'
import { agree, isSameEnd, type KnownExpiry, knownExpiry, membershipExpiry, tierExpiry } from './expiry.js'
import { type Membership, openPeriod, type Period, type Reminder } from './membership.js'

/** What a membership keeps of a reminder. An outdated one is renewed from the start. */
export const reminderOf = (event: ExpiryReminder, outdated: boolean): Reminder =>
  reminder(
    knownExpiry(event.scheduledExpiryDate, event.scheduledExpiryTime, event.scheduledExpiryDateInMillis),
    event.occurredAt,
    outdated,
  )

/** Lays a reminder out. No other function does, so that equal reminders are equal byte for byte. */
export const reminder = (end: KnownExpiry | undefined, occurredAt: number, renewed: boolean): Reminder => {
  const laidOut: { -readonly [K in keyof Reminder]?: Reminder[K] } = {}
  if (end?.date !== undefined) laidOut.scheduledExpiryDate = end.date
  if (end?.time !== undefined) laidOut.scheduledExpiryTime = end.time
  if (end?.instant !== undefined) laidOut.scheduledExpiryDateInMillis = end.instant
  return renewed ? { ...laidOut, occurredAt, renewed } : { ...laidOut, occurredAt }
}

/** Whether a reminder speaks of an end that a renewal has replaced already: it was made before the renewal. */
export const isOutdated = (last: Period | undefined, end: KnownExpiry | undefined): boolean =>
  last !== undefined &&
  last.end === undefined &&
  end !== undefined &&
  agree(end, last.replacedExpiry) &&
  !agree(end, last.expiry)

/** Marks the last reminder, if there is one, as renewed. */
export const renew = (draft: Draft): void => {
  const last = draft.reminder
  if (last !== undefined && last.renewed === undefined) draft.reminder = { ...last, renewed: true }
}

/**
 * Whether an update answers the last reminder: a RENEW that is not of the tier alone, or an expiry of the membership that is
 * neither the stated nor the announced one.
 */
export const renewsReminder = (last: Period | undefined, { details, updateType }: Updated): boolean => {
  const stated = membershipExpiry(details)
  if (stated !== undefined)
    return updateType === 'RENEW' || !(isSameEnd(stated, last?.expiry) || isSameEnd(stated, last?.announcedExpiry))
  return updateType === 'RENEW' && tierExpiry(details) === undefined
}

/** Whether the membership is linked, the vendor reminded of its end, and nothing has renewed it since. */
export const remindedNotRenewed = (membership: Membership): boolean =>
  openPeriod(membership) !== undefined && membership.reminder !== undefined && membership.reminder.renewed === undefined
