import { type Expiry, type Membership, standing, utc } from '@partner-ledger/core/membership'

import type { Stand } from '../standing-laws.js'
import { fixedOffset } from './misread-days.js'

/** Reads a date as the day of an offset that is the same the whole year round. */
export const byFixedOffset: Stand = (membership, now, zone = utc) => {
  const dated = (expiry: Expiry): Expiry =>
    expiry.date === undefined ? expiry : { instant: fixedOffset(expiry.date, zone), ...expiry }
  const periods = membership.periods.map((period) => ({
    ...period,
    ...(period.expiry === undefined ? {} : { expiry: dated(period.expiry) }),
  }))
  return standing({ ...membership, periods }, now, zone)
}

export const ignoresTheZone: Stand = (membership, now) => standing(membership, now)

/** Still active at the very end. */
export const oneMillisecondMore: Stand = (membership, now, zone) => ({
  ...standing(membership, now, zone),
  link: standing(membership, now - 1, zone).link,
})

const withoutInstants = ({ periods, ...membership }: Membership): Membership => ({
  ...membership,
  periods: periods.map(({ expiry, ...period }) =>
    expiry?.date === undefined ? period : { ...period, expiry: { date: expiry.date } },
  ),
})

export const datesFirst: Stand = (membership, now, zone) => standing(withoutInstants(membership), now, zone)

/** Says of a delinked membership until when it would have been one. */
export const delinkedWithUntil: Stand = (membership, now, zone) => {
  const told = standing(membership, now, zone)
  return told.link === 'delinked' ? { ...told, until: now } : told
}

export const tombstonesAreAbsent: Stand = (membership, now, zone) => {
  const told = standing(membership, now, zone)
  return membership.periods[0]?.openedAt === undefined ? { link: 'absent' } : told
}

/** Takes the tier down with the membership. */
export const tierExpiresToo: Stand = (membership, now, zone) => {
  const told = standing(membership, now, zone)
  return told.link === 'expired' ? { ...told, tier: 'lapsed' } : told
}
