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

/** Types that are stored as a number, 1…, in this order: it may grow and never change. Any other type is stored as text. */
export const typeCodes = [
  'partnerProgramLinked',
  'partnerProgramUpdated',
  'partnerProgramDelinked',
  'supplementaryMembershipExpiryReminder',
] as const

/** Where the cells of an event lie, and those of its personal part behind them. They are few, since each of them costs. */
export const at = { position: 0, id: 1, told: 2, checksum: 3, kept: 4, keptChecksum: 5 } as const

/** Ids of a stream up to this version are looked through: faster than an index of random ids for streams so short. */
export const earlyIds = 64

/** The bits of `parts`: what the event was given. */
export const parts = { personal: 1, body: 2 } as const

/** Stands in place of a personal part that was forgotten. No other personal part is empty. */
export const forgottenText = ''
