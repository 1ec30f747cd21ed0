import type { MembershipKey } from '../../membership/key.js'
import type { StreamName, Tenant } from '../../store/event.js'

/** The organisation as a tenant: its orgId as text. */
export const tenantOf = (orgId: number): Tenant => String(orgId)

/** The reserved tenant of the quarantine: one stream an entry. */
export const quarantineTenant: Tenant = 'quarantine'

/** Everything that concerns persons of an organisation: who was forgotten. */
export const personsStream: StreamName = 'persons'

/** The stream of a membership. All streams of one customer share `membershipStreams(customerId)` as their prefix. */
export const membershipStream = (key: MembershipKey): StreamName => `${membershipsPrefix}${path(key)}`

/** The stream of a membership's notices, beside its own: no fold reads them. */
export const noticesStream = (key: MembershipKey): StreamName => `${notices}${path(key)}`

/** The prefix of the streams of a customer's memberships. */
export const membershipStreams = (customerId: number): string => `${membershipsPrefix}${customerId}/`

export const isMembershipStream = (stream: StreamName): boolean => stream.startsWith(membershipsPrefix)

export const isNoticesStream = (stream: StreamName): boolean => stream.startsWith(notices)

/** The prefix of the streams of all memberships. */
export const membershipsPrefix = 'membership/'

/** Whose stream of a membership it is. */
export const keyOfStream = (tenant: Tenant, stream: StreamName): MembershipKey => {
  const [customerId, loyaltyProgramId, partnerProgramId] = stream.slice(membershipsPrefix.length).split('/').map(Number)
  return {
    orgId: Number(tenant),
    loyaltyProgramId: loyaltyProgramId ?? NaN,
    partnerProgramId: partnerProgramId ?? NaN,
    customerId: customerId ?? NaN,
  }
}

const notices = 'notices/'

const path = ({ loyaltyProgramId, partnerProgramId, customerId }: MembershipKey): string =>
  `${customerId}/${loyaltyProgramId}/${partnerProgramId}`
