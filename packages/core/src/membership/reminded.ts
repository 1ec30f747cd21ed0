import { type Membership, openPeriod, type Period } from './membership.js'
import { surelyRanOut } from './period.js'

/**
 * Whether the vendor reminded of the present term and nothing has moved its end since: a linked membership whose last
 * reminder came after it opened, and whose expiry, where one is known, is not later than the day reminded of.
 */
export const remindedNotRenewed = (membership: Membership): boolean => {
  const open = openPeriod(membership)
  const { reminder } = membership
  if (open === undefined || reminder === undefined) return false
  if (open.openedAt !== undefined && reminder.occurredAt < open.openedAt) return false
  return reminder.scheduledExpiryDate === undefined || !endsAfter(open, reminder.scheduledExpiryDate)
}

const endsAfter = ({ expiry }: Period, date: string): boolean => {
  if (expiry?.date !== undefined) return expiry.date > date
  return expiry?.instant !== undefined && surelyRanOut({ date }, expiry.instant)
}
