// Made by `pnpm generate` from `factFields`: change that list, not this file.

/** The values of an event, of its details, or of its record. */
export type Values = Record<string, unknown>

/** Copies the facts that the event states into `facts`. */
export const writeFacts = (facts: Values, event: Readonly<Values>): void => {
  if (event['customerId'] !== undefined) facts['customerId'] = event['customerId']
  if (event['loyaltyProgramId'] !== undefined) facts['loyaltyProgramId'] = event['loyaltyProgramId']
  if (event['partnerProgramId'] !== undefined) facts['partnerProgramId'] = event['partnerProgramId']
  if (event['partnerProgramName'] !== undefined) facts['partnerProgramName'] = event['partnerProgramName']
  if (event['partnerProgramType'] !== undefined) facts['partnerProgramType'] = event['partnerProgramType']
  if (event['refId'] !== undefined) facts['refId'] = event['refId']
  if (event['apiRequestId'] !== undefined) facts['apiRequestId'] = event['apiRequestId']
  if (event['loyaltyEventId'] !== undefined) facts['loyaltyEventId'] = event['loyaltyEventId']
  if (event['eventLogId'] !== undefined) facts['eventLogId'] = event['eventLogId']
  if (event['actionType'] !== undefined) facts['actionType'] = event['actionType']
  if (event['updateType'] !== undefined) facts['updateType'] = event['updateType']
  if (event['scheduledExpiryDate'] !== undefined) facts['scheduledExpiryDate'] = event['scheduledExpiryDate']
  if (event['scheduledExpiryTime'] !== undefined) facts['scheduledExpiryTime'] = event['scheduledExpiryTime']
  if (event['scheduledExpiryDateInMillis'] !== undefined)
    facts['scheduledExpiryDateInMillis'] = event['scheduledExpiryDateInMillis']
  if (event['scheduledExpiryUnread'] !== undefined) facts['scheduledExpiryUnread'] = 1
  if (event['learned'] !== undefined) facts['learned'] = (event['learned'] as readonly string[]).join(' ')
  const entity = event['entity'] as Readonly<Values> | undefined
  if (entity !== undefined) {
    if (entity['type'] !== undefined) facts['entityType'] = entity['type']
    if (entity['id'] !== undefined) facts['entityId'] = entity['id']
  }
  const details = event['details'] as Readonly<Values> | undefined
  if (details !== undefined) {
    if (details['partnerTierNumber'] !== undefined) facts['partnerTierNumber'] = details['partnerTierNumber']
    if (details['partnerTierExpiryDate'] !== undefined)
      facts['partnerTierExpiryDate'] = details['partnerTierExpiryDate']
    if (details['partnerTierExpiryTime'] !== undefined)
      facts['partnerTierExpiryTime'] = details['partnerTierExpiryTime']
    if (details['partnerTierExpiryDateInMillis'] !== undefined)
      facts['partnerTierExpiryDateInMillis'] = details['partnerTierExpiryDateInMillis']
    if (details['partnerTierExpiryUnread'] !== undefined) facts['partnerTierExpiryUnread'] = 1
    if (details['membershipExpiryDate'] !== undefined) facts['membershipExpiryDate'] = details['membershipExpiryDate']
    if (details['membershipExpiryTime'] !== undefined) facts['membershipExpiryTime'] = details['membershipExpiryTime']
    if (details['membershipExpiryDateInMillis'] !== undefined)
      facts['membershipExpiryDateInMillis'] = details['membershipExpiryDateInMillis']
    if (details['membershipExpiryUnread'] !== undefined) facts['membershipExpiryUnread'] = 1
  }
}

/** Copies the personal values that the event states into `personal`; the customer is not among them. */
export const writePersonal = (personal: Values, event: Readonly<Values>): void => {
  const details = event['details'] as Readonly<Values> | undefined
  if (details !== undefined) {
    if (details['membershipNumber'] !== undefined) personal['membershipNumber'] = details['membershipNumber']
  }
}

/** Copies the facts that the fold reads into `event` and its `details`, where it has any. */
export const readFolded = (event: Values, details: Values | undefined, facts: Readonly<Values>): void => {
  if (facts['customerId'] !== undefined) event['customerId'] = facts['customerId']
  if (facts['loyaltyProgramId'] !== undefined) event['loyaltyProgramId'] = facts['loyaltyProgramId']
  if (facts['partnerProgramId'] !== undefined) event['partnerProgramId'] = facts['partnerProgramId']
  if (facts['partnerProgramName'] !== undefined) event['partnerProgramName'] = facts['partnerProgramName']
  if (facts['partnerProgramType'] !== undefined) event['partnerProgramType'] = facts['partnerProgramType']
  if (facts['refId'] !== undefined) event['refId'] = facts['refId']
  if (facts['updateType'] !== undefined) event['updateType'] = facts['updateType']
  if (facts['scheduledExpiryDate'] !== undefined) event['scheduledExpiryDate'] = facts['scheduledExpiryDate']
  if (facts['scheduledExpiryTime'] !== undefined) event['scheduledExpiryTime'] = facts['scheduledExpiryTime']
  if (facts['scheduledExpiryDateInMillis'] !== undefined)
    event['scheduledExpiryDateInMillis'] = facts['scheduledExpiryDateInMillis']
  if (facts['scheduledExpiryUnread'] !== undefined) event['scheduledExpiryUnread'] = true
  if (facts['learned'] !== undefined) event['learned'] = (facts['learned'] as string).split(' ')
  if (facts['entityType'] !== undefined) event['entity'] = { type: facts['entityType'], id: facts['entityId'] }
  if (details !== undefined) {
    if (facts['partnerTierNumber'] !== undefined) details['partnerTierNumber'] = facts['partnerTierNumber']
    if (facts['partnerTierExpiryDate'] !== undefined) details['partnerTierExpiryDate'] = facts['partnerTierExpiryDate']
    if (facts['partnerTierExpiryTime'] !== undefined) details['partnerTierExpiryTime'] = facts['partnerTierExpiryTime']
    if (facts['partnerTierExpiryDateInMillis'] !== undefined)
      details['partnerTierExpiryDateInMillis'] = facts['partnerTierExpiryDateInMillis']
    if (facts['partnerTierExpiryUnread'] !== undefined) details['partnerTierExpiryUnread'] = true
    if (facts['membershipExpiryDate'] !== undefined) details['membershipExpiryDate'] = facts['membershipExpiryDate']
    if (facts['membershipExpiryTime'] !== undefined) details['membershipExpiryTime'] = facts['membershipExpiryTime']
    if (facts['membershipExpiryDateInMillis'] !== undefined)
      details['membershipExpiryDateInMillis'] = facts['membershipExpiryDateInMillis']
    if (facts['membershipExpiryUnread'] !== undefined) details['membershipExpiryUnread'] = true
  }
}

/** Copies the facts that the fold does not read into `event`. */
export const readInforming = (event: Values, facts: Readonly<Values>): void => {
  if (facts['apiRequestId'] !== undefined) event['apiRequestId'] = facts['apiRequestId']
  if (facts['loyaltyEventId'] !== undefined) event['loyaltyEventId'] = facts['loyaltyEventId']
  if (facts['eventLogId'] !== undefined) event['eventLogId'] = facts['eventLogId']
  if (facts['actionType'] !== undefined) event['actionType'] = facts['actionType']
}

/** Copies the personal values that the fold reads into `details`. */
export const readPersonal = (details: Values, personal: Readonly<Values>): void => {
  if (personal['membershipNumber'] !== undefined) details['membershipNumber'] = personal['membershipNumber']
}
