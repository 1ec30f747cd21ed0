/** The facts that have a column of their own, by the name of the fact. Any other fact goes into the column `more`. */
export const factColumns = [
  ['customerId', 'INTEGER'],
  ['loyaltyProgramId', 'INTEGER'],
  ['partnerProgramId', 'INTEGER'],
  ['partnerProgramName', 'TEXT'],
  ['partnerProgramType', 'TEXT'],
  ['updateType', 'TEXT'],
  ['partnerTierNumber', 'INTEGER'],
  ['partnerTierExpiryDate', 'TEXT'],
  ['partnerTierExpiryDateInMillis', 'INTEGER'],
  ['membershipExpiryDate', 'TEXT'],
  ['membershipExpiryDateInMillis', 'INTEGER'],
  ['scheduledExpiryDate', 'TEXT'],
  ['refId', 'TEXT'],
  ['apiRequestId', 'TEXT'],
  ['loyaltyEventId', 'TEXT'],
  ['eventLogId', 'INTEGER'],
  ['actionType', 'TEXT'],
  ['entityType', 'TEXT'],
  ['entityId', 'INTEGER'],
] as const satisfies readonly (readonly [string, 'INTEGER' | 'TEXT'])[]

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
  gap: 2,
  stream: 3,
  version: 4,
  id: 5,
  type: 6,
  occurredAt: 7,
  recordedAt: 8,
  schema: 9,
  parts: 10,
  facts: 11,
  checksum: 12 + factColumns.length,
  personalPosition: 13 + factColumns.length,
  forgotten: 14 + factColumns.length,
  personal: 15 + factColumns.length,
  personalChecksum: 16 + factColumns.length + personalColumns.length,
} as const

/** The bits of `parts`: what the event was given. */
export const parts = { personal: 1, body: 2 } as const
