import type { MembershipKey } from '../../membership/key.js'
import type { StreamName, Tenant } from '../../store/event.js'

/** The vendor's orgId in the store's language. */
export const tenantOf = (orgId: number): Tenant => String(orgId)

/** The reserved tenant: one stream an entry. */
export const quarantineTenant: Tenant = 'quarantine'

/** One stream for each membership. */
export const membershipStream = ({ loyaltyProgramId, partnerProgramId, customerId }: MembershipKey): StreamName =>
  `${prefix}${loyaltyProgramId}/${partnerProgramId}/${customerId}`

/** One stream for the notices of each membership, beside its own: no fold reads them. */
export const noticesStream = ({ loyaltyProgramId, partnerProgramId, customerId }: MembershipKey): StreamName =>
  `notices/${loyaltyProgramId}/${partnerProgramId}/${customerId}`

export const isMembershipStream = (stream: StreamName): boolean => stream.startsWith(prefix)

const prefix = 'membership/'
