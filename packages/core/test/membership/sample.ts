import type { Delinked, Details, ExpiryReminder, Linked, MembershipKey, Updated } from '@partner-ledger/core/membership'

/** The membership that the tests by hand speak of. */
export const key: MembershipKey = { orgId: 50191, loyaltyProgramId: 855, partnerProgramId: 45, customerId: 354971193 }

/** Events of it; the id is the letter of the type and the time, unless stated. */
export const linked = (occurredAt: number, details: Details = {}, stated: Partial<Linked> = {}): Linked => ({
  type: 'partnerProgramLinked',
  ...key,
  eventId: `L${occurredAt}`,
  occurredAt,
  details,
  ...stated,
})

export const updated = (occurredAt: number, details: Details = {}, stated: Partial<Updated> = {}): Updated => ({
  type: 'partnerProgramUpdated',
  ...key,
  eventId: `U${occurredAt}`,
  occurredAt,
  details,
  ...stated,
})

export const delinked = (occurredAt: number, stated: Partial<Delinked> = {}): Delinked => ({
  type: 'partnerProgramDelinked',
  ...key,
  eventId: `D${occurredAt}`,
  occurredAt,
  ...stated,
})

export const reminder = (occurredAt: number, stated: Partial<ExpiryReminder> = {}): ExpiryReminder => ({
  type: 'supplementaryMembershipExpiryReminder',
  ...key,
  eventId: `R${occurredAt}`,
  occurredAt,
  ...stated,
})
