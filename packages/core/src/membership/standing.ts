import { endOfDay, momentOf } from './end-of-day.js'
import type { Expiry } from './expiry.js'
import { endOf, type Membership, openPeriod, type Tier } from './membership.js'
import { utc, type Zone } from './zone.js'

/** What a membership is at an instant. An absent and a delinked one have a `link` alone. */
export interface Standing {
  readonly link: 'absent' | 'active' | 'expired' | 'delinked'
  /** The instant (ms since epoch) at which an active membership expires or an expired one did; absent without a known end. */
  readonly until?: number
  /** The membership has an end, and it is not known when. It counts as active. */
  readonly end?: 'unknown'
  /** Of the tier's own term; absent where the membership has no tier. A lapsed tier is not a lower one. */
  readonly tier?: 'current' | 'lapsed' | 'unknown'
}

/**
 * The standing at `now` (ms since epoch). The vendor's dates are days of the org's zone: without a zone they are read as days
 * of UTC. An expired membership is still linked at its source.
 */
export const standing = (membership: Membership, now: number, zone: Zone = utc): Standing => {
  if (membership.periods.length === 0) return { link: 'absent' }
  const open = openPeriod(membership)
  if (open === undefined) return { link: 'delinked' }
  const end = endOf(open)
  const until = untilOf(end, zone)
  return {
    link: until === undefined || now < until ? 'active' : 'expired',
    ...(until === undefined ? {} : { until }),
    ...(end?.unknown === true ? { end: 'unknown' } : {}),
    ...(open.tier === undefined ? {} : { tier: tierStanding(open.tier, now, zone) }),
  }
}

const tierStanding = ({ expiry }: Tier, now: number, zone: Zone): NonNullable<Standing['tier']> => {
  if (expiry?.unknown === true) return 'unknown'
  const until = untilOf(expiry, zone)
  return until === undefined || now < until ? 'current' : 'lapsed'
}

/** The first instant (ms since epoch) that is no longer within the term; `undefined` where it has no end, or no known one. */
export const untilOf = (expiry: Expiry | undefined, zone: Zone): number | undefined => {
  if (expiry?.instant !== undefined) return expiry.instant
  if (expiry?.date === undefined) return undefined
  return expiry.time === undefined ? endOfDay(expiry.date, zone) : momentOf(expiry.date, expiry.time, zone)
}

/** 90 years of 365.25 days, in ms: an end as far ahead as this means that the membership does not expire. */
export const farFuture = 90 * 365.25 * 86_400_000
