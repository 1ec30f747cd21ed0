import { type AnomalyKind, anomalyKinds } from '../../membership/membership.js'
import type { Zone } from '../../membership/zone.js'
import type { IndexQuery } from '../../store/index/membership-index.js'
import { type InvalidArgument, invalidArgument } from '../../store/store-error.js'
import { edgeAt } from './expiry-edge.js'

/** Which memberships of an organisation: those for which everything stated holds. Instants are ms since epoch. */
export interface MembershipQuery {
  readonly orgId: number
  readonly customerId?: number
  readonly loyaltyProgramId?: number
  readonly partnerProgramId?: number
  /** The link's standing at the time of the query. */
  readonly link?: (typeof links)[number]
  /** The tier number of the last period. */
  readonly tier?: number
  /** The number of the last period; it may be shared by mistake. */
  readonly membershipNumber?: string
  /** Linked, with an end before this instant. An end 90 years ahead or more, and none, is no end here. */
  readonly expiringBefore?: number
  /** Linked, with an end at or after this instant, by the same rule. */
  readonly expiringAfter?: number
  /** The vendor reminded of the present term, and nothing has moved its end since. */
  readonly remindedNotRenewed?: boolean
  /** At least one of this kind was noted. */
  readonly anomaly?: AnomalyKind
}

/** 90 years of 365.25 days: an expiry as far ahead as this means that the membership does not expire. */
const farFuture = 90 * 365.25 * 86_400_000

/** The query as the index understands it: the standing and the window become edges of time in the organisation's zone. */
export const indexQuery = (query: MembershipQuery, now: number, zone: Zone): IndexQuery => {
  const { link, expiringBefore, expiringAfter, customerId, loyaltyProgramId, partnerProgramId } = query
  const inWindow = expiringBefore !== undefined || expiringAfter !== undefined
  const before = [
    ...(inWindow ? [now + farFuture] : []),
    ...(expiringBefore === undefined ? [] : [expiringBefore]),
    ...(link === 'expired' ? [now + 1] : []),
  ]
  const open = openOf(link, inWindow)
  return {
    ...(customerId === undefined ? {} : { customerId }),
    ...(loyaltyProgramId === undefined ? {} : { loyaltyProgramId }),
    ...(partnerProgramId === undefined ? {} : { partnerProgramId }),
    ...(query.tier === undefined ? {} : { tier: query.tier }),
    ...(query.membershipNumber === undefined ? {} : { membershipNumber: query.membershipNumber }),
    ...(query.remindedNotRenewed === undefined ? {} : { remindedNotRenewed: query.remindedNotRenewed }),
    ...(query.anomaly === undefined ? {} : { anomaly: query.anomaly }),
    ...(open === undefined ? {} : { open }),
    ...(expiringAfter === undefined ? {} : { expiresFrom: edgeAt(expiringAfter, zone) }),
    ...(before.length === 0 ? {} : { expiresBefore: edgeAt(Math.min(...before), zone) }),
    ...(link === 'active' ? { lastsUntil: edgeAt(now + 1, zone) } : {}),
  }
}

/** The fault of a query, looked for before anything is read: hosts in plain JavaScript state what they like. */
export const checkQuery = (query: MembershipQuery): InvalidArgument | undefined =>
  faultIn({ orgId: query.orgId }, isId, 'a whole number of 1 or more') ??
  faultIn(stated(query, ['customerId', 'loyaltyProgramId', 'partnerProgramId']), isId, 'a whole number of 1 or more') ??
  faultIn(stated(query, ['tier', 'expiringBefore', 'expiringAfter']), Number.isSafeInteger, 'a whole number') ??
  faultIn(stated(query, ['membershipNumber']), isText, 'text without unpaired surrogates') ??
  faultIn(stated(query, ['remindedNotRenewed']), isBoolean, 'true or false') ??
  faultIn(stated(query, ['link']), isIn(links), `one of ${links.join(', ')}`) ??
  faultIn(stated(query, ['anomaly']), isIn(anomalyKinds), `one of ${anomalyKinds.join(', ')}`)

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
const isIn =
  (values: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'string' && values.includes(value)

/** Only an open period has an expiry, so a delinked membership in a window is none at all. */
const openOf = (link: MembershipQuery['link'], inWindow: boolean): boolean | undefined => {
  if (link === 'delinked') return false
  return link !== undefined || inWindow ? true : undefined
}
