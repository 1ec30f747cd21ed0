/** Who is a member of what. Each id is a whole number 1…2^53−1. */
export interface MembershipKey {
  readonly orgId: number
  readonly loyaltyProgramId: number
  readonly partnerProgramId: number
  readonly customerId: number
}

/** The key alone, out of anything that carries it. */
export const membershipKey = ({
  orgId,
  loyaltyProgramId,
  partnerProgramId,
  customerId,
}: MembershipKey): MembershipKey => ({ orgId, loyaltyProgramId, partnerProgramId, customerId })

export const sameKey = (a: MembershipKey, b: MembershipKey): boolean =>
  a.customerId === b.customerId &&
  a.partnerProgramId === b.partnerProgramId &&
  a.loyaltyProgramId === b.loyaltyProgramId &&
  a.orgId === b.orgId

/** Below 0 where `a` comes first: by organisation, loyalty program, partner program, customer. */
export const compareKeys = (a: MembershipKey, b: MembershipKey): number =>
  a.orgId - b.orgId ||
  a.loyaltyProgramId - b.loyaltyProgramId ||
  a.partnerProgramId - b.partnerProgramId ||
  a.customerId - b.customerId
