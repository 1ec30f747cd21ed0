import type { PartnerProgramEvent } from '../../membership/event.js'
import { currentSchema } from '../../membership/upcast.js'
import type { Facts, NewEvent } from '../../store/event.js'

/** The three parts of an event as a store keeps them: flat facts, flat personal values, the delivery as received. */
export const toRecord = (event: PartnerProgramEvent, body?: Uint8Array): NewEvent => {
  const personal = personalOf(event)
  return {
    id: event.eventId,
    type: event.type,
    occurredAt: event.occurredAt,
    schema: currentSchema,
    facts: factsOf(event),
    ...(personal === undefined ? {} : { personal }),
    ...(body === undefined ? {} : { body }),
  }
}

/** The record that is kept of a person who was forgotten before it came. */
export const withoutPersonal = ({ id, type, occurredAt, schema, facts }: NewEvent): NewEvent => ({
  id,
  type,
  occurredAt,
  schema,
  facts,
})

/** The event as the fold of a forgotten person meets it. */
export const withoutNumber = (event: PartnerProgramEvent): PartnerProgramEvent => {
  if (!('details' in event) || event.details.membershipNumber === undefined) return event
  const { membershipNumber: _, ...details } = event.details
  return { ...event, details }
}

/** The event of a forgotten person as it is handed on: neither number nor customer. */
export const withoutPerson = (event: PartnerProgramEvent): PartnerProgramEvent => {
  const { customer: _, ...kept } = withoutNumber(event)
  return kept
}

/** The facts of an event: everything that stays when its person is forgotten. */
export const factsOf = (event: PartnerProgramEvent): Facts => {
  const facts: Record<string, string | number> = {
    customerId: event.customerId,
    loyaltyProgramId: event.loyaltyProgramId,
    partnerProgramId: event.partnerProgramId,
  }
  copyStated(facts, event, commonFacts)
  if (event.entity !== undefined) {
    facts['entityType'] = event.entity.type
    facts['entityId'] = event.entity.id
  }
  if ('details' in event) copyStated(facts, event.details, detailFacts)
  if (event.type === 'partnerProgramUpdated') copyStated(facts, event, ['updateType'])
  if (event.type === 'supplementaryMembershipExpiryReminder') copyStated(facts, event, reminderFacts)
  markUnread(facts, event)
  if (event.learned !== undefined) facts['learned'] = event.learned.join(' ')
  return facts
}

const reminderFacts = ['scheduledExpiryDate', 'scheduledExpiryTime', 'scheduledExpiryDateInMillis'] as const

const commonFacts = [
  'partnerProgramName',
  'partnerProgramType',
  'refId',
  'apiRequestId',
  'loyaltyEventId',
  'eventLogId',
  'actionType',
] as const

const detailFacts = [
  'partnerTierNumber',
  'partnerTierExpiryDate',
  'partnerTierExpiryTime',
  'partnerTierExpiryDateInMillis',
  'membershipExpiryDate',
  'membershipExpiryTime',
  'membershipExpiryDateInMillis',
] as const

/** Marks that are `true` on an event are 1 among the facts, which hold texts and numbers alone. */
const markUnread = (facts: Record<string, string | number>, event: PartnerProgramEvent): void => {
  if ('details' in event) {
    if (event.details.partnerTierExpiryUnread !== undefined) facts['partnerTierExpiryUnread'] = 1
    if (event.details.membershipExpiryUnread !== undefined) facts['membershipExpiryUnread'] = 1
  } else if ('scheduledExpiryUnread' in event) facts['scheduledExpiryUnread'] = 1
}

const personalOf = (event: PartnerProgramEvent): Facts | undefined => {
  const personal: Record<string, string | number> = {}
  if ('details' in event) copyStated(personal, event.details, ['membershipNumber'])
  if (event.customer !== undefined) personal['customer'] = JSON.stringify(event.customer)
  return 'customer' in personal || 'membershipNumber' in personal ? personal : undefined
}

const copyStated = <F extends string>(
  into: Record<string, string | number>,
  from: Readonly<Partial<Record<F, string | number>>> | Facts,
  fields: readonly F[],
): void => {
  for (const field of fields) {
    const value = (from as Facts)[field]
    if (value !== undefined) into[field] = value
  }
}
