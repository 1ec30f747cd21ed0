import type { PartnerProgramEvent } from '../../src/membership/event.js'

/** Whether the door lets it in: a time of ten digits is taken for seconds. */
export const isDeliverable = ({ occurredAt }: PartnerProgramEvent): boolean => !/^\d{10}$/.test(String(occurredAt))

/** The event without what no body of these tests states: times of day, instants of reminders, ends that are unread, marks. */
export const asPrinted = (event: PartnerProgramEvent): PartnerProgramEvent => {
  const isPrinted = (field: string): boolean =>
    !/(ExpiryTime|ExpiryUnread|scheduledExpiryDateInMillis|learned)$/.test(field)
  const printed = (fields: object): object =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => isPrinted(field)))
  const stated = printed(event) as PartnerProgramEvent
  return 'details' in stated ? { ...stated, details: printed(stated.details) } : stated
}

/** The delivery that says this event, in the flat envelope. */
export const bodyOf = (event: PartnerProgramEvent): string => {
  const { firstName, lastName, loyaltyType, instore, accounts = {} } = event.customer ?? {}
  const sources = Object.entries(accounts).map(([source, known]) => [source, { accounts: known }] as const)
  return JSON.stringify({
    eventName: event.type,
    eventId: event.eventId,
    orgId: event.orgId,
    createdAt: event.occurredAt,
    refId: event.refId,
    data: {
      customerIdentifiers: {
        customerId: event.customerId,
        firstName,
        lastName,
        loyaltyType,
        instore,
        ...Object.fromEntries(sources),
      },
      loyaltyProgramId: event.loyaltyProgramId,
      partnerProgramId: event.partnerProgramId,
      partnerProgramName: event.partnerProgramName,
      partnerProgramType: event.partnerProgramType,
      entityInformation: event.entity && { entityType: event.entity.type, entityId: event.entity.id },
      customerPartnerProgramDetails: 'details' in event ? event.details : undefined,
      updateType: 'updateType' in event ? event.updateType : undefined,
      scheduledExpiryDate: 'scheduledExpiryDate' in event ? event.scheduledExpiryDate : undefined,
    },
  })
}
