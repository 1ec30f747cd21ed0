/** The facts that a store meets most, each with a bit of its own in the text of an event: the list may grow to 30. */
export const knownFacts = [
  'customerId',
  'loyaltyProgramId',
  'partnerProgramId',
  'partnerProgramName',
  'partnerProgramType',
  'updateType',
  'partnerTierNumber',
  'partnerTierExpiryDate',
  'partnerTierExpiryDateInMillis',
  'membershipExpiryDate',
  'membershipExpiryDateInMillis',
  'scheduledExpiryDate',
  'refId',
  'apiRequestId',
  'loyaltyEventId',
  'eventLogId',
  'actionType',
  'entityType',
  'entityId',
] as const

/** The personal values that have a column of their own. */
export const personalColumns = [
  ['membershipNumber', 'TEXT'],
  ['customer', 'TEXT'],
] as const satisfies readonly (readonly [string, 'TEXT'])[]

/** Types that are stored as a number, 1…, in this order: it may grow and never change. Any other type is stored as text. */
export const typeCodes = [
  'partnerProgramLinked',
  'partnerProgramUpdated',
  'partnerProgramDelinked',
  'supplementaryMembershipExpiryReminder',
] as const

/** Where the cells of an event lie: in its row of `events`, and behind it, once joined, in its row of `personal`. */
export const at = {
  position: 0,
  tenant: 1,
  stream: 2,
  version: 3,
  id: 4,
  told: 5,
  checksum: 6,
  personalPosition: 7,
  forgotten: 8,
  personal: 9,
  personalChecksum: 10 + personalColumns.length,
} as const

/** Ids of a stream up to this version are looked through, which is faster than an index of random ids for streams so short. */
export const earlyIds = 64

/** The bits of `parts`: what the event was given. */
export const parts = { personal: 1, body: 2 } as const
