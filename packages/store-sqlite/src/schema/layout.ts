/**
 * The facts that events state most often, each with a bit of its own in the text of an event. The list may grow at its end,
 * to 30, and never changes otherwise. Any other fact is stored by its name.
 */
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
  'partnerTierExpiryTime',
  'partnerTierExpiryUnread',
  'membershipExpiryTime',
  'membershipExpiryUnread',
  'scheduledExpiryTime',
  'scheduledExpiryDateInMillis',
  'scheduledExpiryUnread',
  'learned',
] as const

/** Types that are stored as a number, 1…, in this order: it may grow and never change. Any other type is stored as text. */
export const typeCodes = [
  'partnerProgramLinked',
  'partnerProgramUpdated',
  'partnerProgramDelinked',
  'supplementaryMembershipExpiryReminder',
] as const

/** The indexes of an event's cells in a selected row, and of its personal part's after them. Each cell costs time. */
export const eventCell = {
  position: 0,
  id: 1,
  eventText: 2,
  checksum: 3,
  personalText: 4,
  personalChecksum: 5,
} as const

/** Ids of a stream up to this version are scanned: faster than an index of random ids for streams so short. */
export const earlyIds = 64

/** The bits of `parts`: what the event was given. */
export const parts = { personal: 1, body: 2 } as const

/** Replaces a personal part that was forgotten. No other personal part is empty. */
export const forgottenText = ''
