import type { Membership } from '../../membership/membership.js'
import { openPeriod } from '../../membership/membership.js'
import { remindedNotRenewed } from '../../membership/reminded.js'
import type { IndexRow } from '../../store/membership-index.js'
import { membershipStream } from '../stream-names.js'

/** What queries ask of a membership. Tier and number are those of the last period; only an open one has an expiry. */
export const indexRow = (membership: Membership): IndexRow => {
  const { key, periods, anomalies } = membership
  const last = periods.at(-1)
  const expiry = openPeriod(membership)?.expiry
  const { state, personal } = textsOf(membership)
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
    state,
    ...(personal === undefined ? {} : { personal }),
  }
}

/** The membership that the row was made of, byte for byte. */
export const indexedMembership = ({ state, personal }: IndexRow): Membership => {
  const membership = JSON.parse(state) as Membership
  if (personal === undefined) return membership
  const numbers = JSON.parse(personal) as readonly string[]
  for (const period of membership.periods as readonly { membershipNumber?: number | string }[])
    if (typeof period.membershipNumber === 'number') period.membershipNumber = numbers[period.membershipNumber] ?? ''
  return membership
}

/** The state with the place of each membership number instead of the number, and the numbers: those can be forgotten. */
const textsOf = (membership: Membership): { readonly state: string; readonly personal?: string } => {
  const numbers: string[] = []
  const periods = membership.periods.map((period) =>
    period.membershipNumber === undefined
      ? period
      : { ...period, membershipNumber: numbers.push(period.membershipNumber) - 1 },
  )
  if (numbers.length === 0) return { state: JSON.stringify(membership) }
  return { state: JSON.stringify({ ...membership, periods }), personal: JSON.stringify(numbers) }
}
