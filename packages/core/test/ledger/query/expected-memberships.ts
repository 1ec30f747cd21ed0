import type { LocalDays, MembershipQuery } from '@partner-ledger/core'
import { endOf, type Membership, openPeriod, standing, type Zone } from '@partner-ledger/core/membership'

import { endOfDay, momentOf } from '../../../src/membership/end-of-day.js'
import { remindedNotRenewed } from '../../../src/membership/reminder.js'

/** What a query is to find among these, at `now`, in this zone: by the standing of each, without edges or an index. */
export const expectedMemberships = (
  memberships: readonly Membership[],
  query: MembershipQuery,
  now: number,
  zone: Zone,
): readonly Membership[] =>
  memberships.filter((membership) => {
    const { key, anomalies } = membership
    const { link, until, end: unknown } = standing(membership, now, zone)
    const last = membership.periods.at(-1)
    const end = link === 'delinked' || until === undefined || until >= now + ninetyYears ? undefined : until
    return (
      is(query.customerId, key.customerId) &&
      is(query.loyaltyProgramId, key.loyaltyProgramId) &&
      is(query.partnerProgramId, key.partnerProgramId) &&
      is(query.link, link) &&
      is(query.tier, last?.tier?.number) &&
      is(query.membershipNumber, last?.membershipNumber) &&
      is(query.remindedNotRenewed, remindedNotRenewed(membership)) &&
      is(query.endUnknown, unknown === 'unknown') &&
      (query.anomaly === undefined || anomalies.some(({ kind }) => kind === query.anomaly)) &&
      (query.expiringBefore === undefined || (end !== undefined && end < query.expiringBefore)) &&
      (query.expiringAfter === undefined || (end !== undefined && end >= query.expiringAfter)) &&
      (query.expiring === undefined || (end !== undefined && isOnDays(membership, query.expiring, zone)))
    )
  })

/** A date is on the days that it is between, whatever its time; an instant where it is between their bounds. */
const isOnDays = (membership: Membership, { from, to }: LocalDays, zone: Zone): boolean => {
  const open = openPeriod(membership)
  const { date = '', instant } = (open === undefined ? undefined : endOf(open)) ?? {}
  if (instant === undefined) return (from === undefined || from <= date) && (to === undefined || date <= to)
  return (
    (from === undefined || momentOf(from, '00:00:00', zone) <= instant) &&
    (to === undefined || instant < endOfDay(to, zone))
  )
}

const ninetyYears = 90 * 365.25 * 24 * 3_600_000

const is = <A>(wanted: A | undefined, actual: A | undefined): boolean => wanted === undefined || wanted === actual
