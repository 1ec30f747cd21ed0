import { type InvalidArgument, invalidArgument } from '../../failure/store-error.js'
import { isCalendarDay } from '../../membership/calendar.js'
import { type AnomalyKind, anomalyKinds } from '../../membership/membership.js'
import { farFuture } from '../../membership/standing.js'
import type { Zone } from '../../membership/zone.js'
import type { IndexQuery } from '../../store/index/membership-index.js'
import { edgeAfterDay, edgeAt, edgeBeforeDay, earlierEdge, laterEdge } from './expiry-edge.js'

/** Days `YYYY-MM-DD` from one to another, both included; without one of them the range is open on that side. */
export interface LocalDays {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/** Which memberships of an organisation: those for which everything stated holds. Instants are ms since epoch. */
export interface MembershipQuery {
  readonly orgId: number
  readonly customerId?: number | undefined
  readonly loyaltyProgramId?: number | undefined
  readonly partnerProgramId?: number | undefined
  /** The link's standing at the time of the query. */
  readonly link?: (typeof links)[number] | undefined
  /** The tier number of the last period. */
  readonly tier?: number | undefined
  /** The number of the last period; it may be shared by mistake. */
  readonly membershipNumber?: string | undefined
  /** Linked, with an end before this instant. An end 90 years ahead or more, and none, is no end here. */
  readonly expiringBefore?: number | undefined
  /** Linked, with an end at or after this instant, by the same rule. */
  readonly expiringAfter?: number | undefined
  /**
   * Linked, with an end on one of these days in the organisation's zone, both included, by the same rule. A date, also
   * with a time of day, is on that day; an instant is on the day that the zone's calendar shows then.
   */
  readonly expiring?: LocalDays | undefined
  /** `true`: linked, with an end that is not known. `false`: all others. */
  readonly endUnknown?: boolean | undefined
  /** The vendor reminded of the present term, and nothing has moved its end since. */
  readonly remindedNotRenewed?: boolean | undefined
  /** At least one of this kind was noted. */
  readonly anomaly?: AnomalyKind | undefined
}

/** The query as the index understands it: the standing and the windows become edges of time in the organisation's zone. */
export const indexQuery = (query: MembershipQuery, now: number, zone: Zone): IndexQuery => {
  const { link, expiringBefore, expiringAfter, expiring, customerId, loyaltyProgramId, partnerProgramId } = query
  const inWindow = expiringBefore !== undefined || expiringAfter !== undefined || expiring !== undefined
  const after = [
    ...(expiringAfter === undefined ? [] : [edgeAt(expiringAfter, zone)]),
    ...(expiring?.from === undefined ? [] : [edgeBeforeDay(expiring.from, zone)]),
  ]
  const before = [
    ...(inWindow ? [edgeAt(now + farFuture, zone)] : []),
    ...(expiringBefore === undefined ? [] : [edgeAt(expiringBefore, zone)]),
    ...(expiring?.to === undefined ? [] : [edgeAfterDay(expiring.to, zone)]),
    ...(link === 'expired' ? [edgeAt(now + 1, zone)] : []),
  ]
  const open = openOf(link, inWindow)
  return {
    ...(customerId === undefined ? {} : { customerId }),
    ...(loyaltyProgramId === undefined ? {} : { loyaltyProgramId }),
    ...(partnerProgramId === undefined ? {} : { partnerProgramId }),
    ...(query.tier === undefined ? {} : { tier: query.tier }),
    ...(query.membershipNumber === undefined ? {} : { membershipNumber: query.membershipNumber }),
    ...(query.remindedNotRenewed === undefined ? {} : { remindedNotRenewed: query.remindedNotRenewed }),
    ...(query.endUnknown === undefined ? {} : { endUnknown: query.endUnknown }),
    ...(query.anomaly === undefined ? {} : { anomaly: query.anomaly }),
    ...(open === undefined ? {} : { open }),
    ...(after.length === 0 ? {} : { expiresFrom: after.reduce(laterEdge) }),
    ...(before.length === 0 ? {} : { expiresBefore: before.reduce(earlierEdge) }),
    ...(link === 'active' ? { lastsUntil: edgeAt(now + 1, zone) } : {}),
  }
}

/** The fault of a query, looked for before anything is read: hosts in plain JavaScript state what they like. */
export const checkQuery = (query: MembershipQuery): InvalidArgument | undefined =>
  faultIn({ orgId: query.orgId }, isId, 'a whole number of 1 or more') ??
  faultIn(stated(query, ['customerId', 'loyaltyProgramId', 'partnerProgramId']), isId, 'a whole number of 1 or more') ??
  faultIn(stated(query, ['tier', 'expiringBefore', 'expiringAfter']), Number.isSafeInteger, 'a whole number') ??
  faultIn(stated(query, ['membershipNumber']), isText, 'text without unpaired surrogates') ??
  faultIn(stated(query, ['remindedNotRenewed', 'endUnknown']), isBoolean, 'true or false') ??
  faultIn(stated(query, ['link']), isIn(links), `one of ${links.join(', ')}`) ??
  faultIn(stated(query, ['anomaly']), isIn(anomalyKinds), `one of ${anomalyKinds.join(', ')}`) ??
  faultIn({ 'expiring.from': query.expiring?.from, 'expiring.to': query.expiring?.to }, isDay, 'a day YYYY-MM-DD') ??
  faultIn(stated(query, ['expiring']), isRange, 'days from and to, of which from is no later than to')

const stated = (
  query: MembershipQuery,
  filters: readonly (keyof MembershipQuery)[],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(filters.flatMap((filter) => (query[filter] === undefined ? [] : [[filter, query[filter]]])))

const faultIn = (
  values: Readonly<Record<string, unknown>>,
  isGood: (value: unknown) => boolean,
  expected: string,
): InvalidArgument | undefined => {
  const bad = Object.keys(values).find((name) => !isGood(values[name]))
  return bad === undefined ? undefined : invalidArgument(bad, expected)
}

const links = ['active', 'expired', 'delinked'] as const

const isId = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1
const isText = (value: unknown): boolean => typeof value === 'string' && value.isWellFormed()
const isBoolean = (value: unknown): boolean => typeof value === 'boolean'
const isDay = (value: unknown): boolean => value === undefined || (typeof value === 'string' && isCalendarDay(value))
const isRange = (value: unknown): boolean => {
  const { from, to } = value as LocalDays
  return from === undefined ? to !== undefined : to === undefined || from <= to
}
const isIn =
  (values: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'string' && values.includes(value)

/** Only an open period has an expiry, so a delinked membership in a window is none at all. */
const openOf = (link: MembershipQuery['link'], inWindow: boolean): boolean | undefined => {
  if (link === 'delinked') return false
  return link !== undefined || inWindow ? true : undefined
}
