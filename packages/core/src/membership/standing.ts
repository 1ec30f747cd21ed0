import { endOfDay } from './end-of-day.js'
import { type Expiry, type Membership, openPeriod } from './membership.js'
import { utc, type Zone } from './zone.js'

/** What a membership is at an instant. `until` is the instant (ms since epoch) at which an active one expires or did. */
export interface Standing {
  readonly link: 'absent' | 'active' | 'expired' | 'delinked'
  readonly until?: number
  readonly tier?: 'current' | 'lapsed'
}

/**
 * The standing at `now` (ms since epoch). Dates of the vendor are days of the org's zone: without a zone they are
 * read as days of UTC. A lapsed tier is not a lower one, and an expired membership is still linked at its source.
 */
export const standing = (membership: Membership, now: number, zone: Zone = utc): Standing => {
  if (membership.events === 0) return { link: 'absent' }
  const open = openPeriod(membership)
  if (open === undefined) return { link: 'delinked' }
  const until = endOf(open.expiry, zone)
  const tierUntil = endOf(open.tier?.expiry, zone)
  return {
    link: until === undefined || now < until ? 'active' : 'expired',
    ...(until === undefined ? {} : { until }),
    ...(open.tier === undefined ? {} : { tier: tierUntil === undefined || now < tierUntil ? 'current' : 'lapsed' }),
  }
}

/** The first instant (ms since epoch) that is no longer within the term; `undefined` where it has no end. */
export const endOf = (expiry: Expiry | undefined, zone: Zone): number | undefined =>
  expiry?.instant ?? (expiry?.date === undefined ? undefined : endOfDay(expiry.date, zone))
