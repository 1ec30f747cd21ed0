import { foldVersion } from '../../membership/fold.js'
import { membershipKey, type MembershipKey } from '../../membership/key.js'
import type { Membership } from '../../membership/membership.js'
import { endOf, openPeriod } from '../../membership/membership.js'
import { remindedNotRenewed } from '../../membership/reminder.js'
import type { Tenant } from '../../store/event.js'
import type { IndexRow } from '../../store/index/membership-index.js'
import { membershipStream } from '../log/stream-names.js'
import { membershipText, readMembership } from './membership-text.js'

/** Grows with every change of how a row and its texts encode a membership. */
const rowVersion = 2

/** Grows with either of the two: an index of another version is built anew. */
export const indexVersion = foldVersion + rowVersion

/** What queries ask of a membership. Tier and number are those of the last period; only an open one has an expiry. */
export const indexRow = (membership: Membership): IndexRow => {
  const { key, periods, anomalies } = membership
  const last = periods.at(-1)
  const open = openPeriod(membership)
  const expiry = open === undefined ? undefined : endOf(open)
  const { text, numbers } = membershipText(membership)
  return {
    stream: membershipStream(key),
    loyaltyProgramId: key.loyaltyProgramId,
    partnerProgramId: key.partnerProgramId,
    customerId: key.customerId,
    open: last !== undefined && last.end === undefined,
    ...(last?.tier?.number === undefined ? {} : { tier: last.tier.number }),
    ...(last?.membershipNumber === undefined ? {} : { membershipNumber: last.membershipNumber }),
    ...(expiry?.date === undefined ? {} : { expiryDate: expiry.date }),
    ...(expiry?.time === undefined ? {} : { expiryTime: expiry.time }),
    ...(expiry?.instant === undefined ? {} : { expiryInstant: expiry.instant }),
    endUnknown: expiry?.unknown === true,
    remindedNotRenewed: remindedNotRenewed(membership),
    anomalies: [...new Set(anomalies.map(({ kind }) => kind))],
    state: text,
    ...(numbers.length === 1 ? {} : { personal: JSON.stringify(numbers.slice(1)) }),
  }
}

/** The membership that the row was made of, byte for byte. */
export const indexedMembership = (tenant: Tenant, row: IndexRow): Membership => {
  const { state, membershipNumber, personal } = row
  const others = personal === undefined ? [] : (JSON.parse(personal) as readonly string[])
  return readMembership(indexedKey(tenant, row), { text: state, numbers: [membershipNumber, ...others] })
}

/** Whose row it is. */
export const indexedKey = (tenant: Tenant, row: IndexRow): MembershipKey =>
  membershipKey({
    orgId: Number(tenant),
    loyaltyProgramId: row.loyaltyProgramId,
    partnerProgramId: row.partnerProgramId,
    customerId: row.customerId,
  })
