import type { Membership } from '../membership/membership.js'
import { openPeriod } from '../membership/membership.js'
import { remindedNotRenewed } from '../membership/reminded.js'
import type { IndexRow } from '../store/membership-index.js'
import { membershipStream } from './stream-names.js'

/** What queries ask of a membership. Tier and number are those of the last period; only an open one has an expiry. */
export const indexRow = (membership: Membership): IndexRow => {
  const { key, periods, anomalies } = membership
  const last = periods.at(-1)
  const expiry = openPeriod(membership)?.expiry
  return {
    stream: membershipStream(key),
    loyaltyProgramId: key.loyaltyProgramId,
    partnerProgramId: key.partnerProgramId,
    customerId: key.customerId,
    open: last !== undefined && last.end === undefined,
    ...(last?.tier?.number === undefined ? {} : { tier: last.tier.number }),
    ...(last?.membershipNumber === undefined ? {} : { membershipNumber: last.membershipNumber }),
    ...(expiry?.date === undefined ? {} : { expiryDate: expiry.date }),
    ...(expiry?.instant === undefined ? {} : { expiryInstant: expiry.instant }),
    remindedNotRenewed: remindedNotRenewed(membership),
    anomalies: [...new Set(anomalies.map(({ kind }) => kind))],
    state: JSON.stringify(membership),
  }
}

/** The membership that the row was made of. */
export const indexedMembership = ({ state }: IndexRow): Membership => JSON.parse(state) as Membership
