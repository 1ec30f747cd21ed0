import type { Customer, Details, Entity, EventType, LearnedField, PartnerProgramEvent } from '../../membership/event.js'
import { eventTypes } from '../../membership/event.js'
import { upcast } from '../../membership/upcast.js'
import type { Facts, Position, RecordedEvent, Tenant } from '../../store/event.js'
import { type Corrupt, corrupt } from '../../store/store-error.js'

/** The event that was recorded, customer included; `undefined` for a record that is no event of a membership. */
export const wholeEvent = (tenant: Tenant, record: RecordedEvent): PartnerProgramEvent | undefined => {
  const event = drafted(tenant, record, record.personal)
  if (event === undefined) return undefined
  addInforming(event, record)
  const customer = record.personal?.['customer']
  if (typeof customer === 'string') event.customer = JSON.parse(customer) as Customer
  return event as PartnerProgramEvent
}

/** The same without anything personal, whether or not the record has it. */
export const impersonalEvent = (tenant: Tenant, record: RecordedEvent): PartnerProgramEvent | undefined => {
  const event = drafted(tenant, record, undefined)
  if (event === undefined) return undefined
  addInforming(event, record)
  return event as PartnerProgramEvent
}

/** What no fold of ours reads. */
const addInforming = (event: Draft, record: RecordedEvent): void => {
  const facts = upcast(record.schema, record.facts)
  if (facts['apiRequestId'] !== undefined) event.apiRequestId = text(facts['apiRequestId'])
  if (facts['loyaltyEventId'] !== undefined) event.loyaltyEventId = text(facts['loyaltyEventId'])
  if (facts['eventLogId'] !== undefined) event.eventLogId = number(facts['eventLogId'])
  if (facts['actionType'] !== undefined) event.actionType = text(facts['actionType'])
}

/** The event with what the fold reads, and no more. */
export const foldedEvent = (tenant: Tenant, record: RecordedEvent): PartnerProgramEvent | undefined =>
  drafted(tenant, record, record.personal) as PartnerProgramEvent | undefined

/** A replay takes this step for every event: a line for each field, since spreads cost more than all the rest. */
const drafted = (tenant: Tenant, record: RecordedEvent, personal: Facts | undefined): Draft | undefined => {
  const { type } = record
  if (!isEventType(type)) return undefined
  const facts = upcast(record.schema, record.facts)
  const event: Draft = {
    type,
    eventId: record.id,
    occurredAt: record.occurredAt,
    orgId: Number(tenant),
    customerId: number(facts['customerId']),
    loyaltyProgramId: number(facts['loyaltyProgramId']),
    partnerProgramId: number(facts['partnerProgramId']),
  }
  // The fold reads it too: it is a part of what tells one fact from another.
  if (facts['refId'] !== undefined) event.refId = text(facts['refId'])
  if (facts['partnerProgramName'] !== undefined) event.partnerProgramName = text(facts['partnerProgramName'])
  if (facts['partnerProgramType'] !== undefined) event.partnerProgramType = text(facts['partnerProgramType'])
  if (facts['entityType'] !== undefined)
    event.entity = { type: text(facts['entityType']), id: number(facts['entityId']) }
  if (type === 'partnerProgramLinked' || type === 'partnerProgramUpdated') event.details = detailsOf(facts, personal)
  if (facts['updateType'] !== undefined) event.updateType = text(facts['updateType'])
  if (type === 'supplementaryMembershipExpiryReminder') addSchedule(event, facts)
  if (facts['learned'] !== undefined) event.learned = text(facts['learned']).split(' ') as LearnedField[]
  return event
}

const addSchedule = (event: Draft, facts: Facts): void => {
  if (facts['scheduledExpiryDate'] !== undefined) event.scheduledExpiryDate = text(facts['scheduledExpiryDate'])
  if (facts['scheduledExpiryTime'] !== undefined) event.scheduledExpiryTime = text(facts['scheduledExpiryTime'])
  if (facts['scheduledExpiryDateInMillis'] !== undefined)
    event.scheduledExpiryDateInMillis = number(facts['scheduledExpiryDateInMillis'])
  if (facts['scheduledExpiryUnread'] !== undefined) event.scheduledExpiryUnread = true
}

/** A record that a later release may have written: no answer is better than one that leaves it out. */
export const unknownRecord = (position: Position): Corrupt =>
  corrupt(position, 'a record of no known type in the stream of a membership')

/** Any of the events while its fields are set: those of other types are no facts of its record. */
interface Draft {
  readonly type: EventType
  readonly eventId: string
  readonly occurredAt: number
  readonly orgId: number
  readonly customerId: number
  readonly loyaltyProgramId: number
  readonly partnerProgramId: number
  partnerProgramName?: string
  partnerProgramType?: string
  entity?: Entity
  details?: Details
  updateType?: string
  scheduledExpiryDate?: string
  scheduledExpiryTime?: string
  scheduledExpiryDateInMillis?: number
  scheduledExpiryUnread?: true
  learned?: readonly LearnedField[]
  refId?: string
  apiRequestId?: string
  loyaltyEventId?: string
  eventLogId?: number
  actionType?: string
  customer?: Customer
}

const detailsOf = (facts: Facts, personal: Facts | undefined): Details => {
  const details: { -readonly [K in keyof Details]: Details[K] } = {}
  if (facts['partnerTierNumber'] !== undefined) details.partnerTierNumber = number(facts['partnerTierNumber'])
  if (facts['partnerTierExpiryDate'] !== undefined) details.partnerTierExpiryDate = text(facts['partnerTierExpiryDate'])
  if (facts['partnerTierExpiryTime'] !== undefined) details.partnerTierExpiryTime = text(facts['partnerTierExpiryTime'])
  if (facts['partnerTierExpiryUnread'] !== undefined) details.partnerTierExpiryUnread = true
  if (facts['partnerTierExpiryDateInMillis'] !== undefined)
    details.partnerTierExpiryDateInMillis = number(facts['partnerTierExpiryDateInMillis'])
  if (facts['membershipExpiryDate'] !== undefined) details.membershipExpiryDate = text(facts['membershipExpiryDate'])
  if (facts['membershipExpiryTime'] !== undefined) details.membershipExpiryTime = text(facts['membershipExpiryTime'])
  if (facts['membershipExpiryUnread'] !== undefined) details.membershipExpiryUnread = true
  if (facts['membershipExpiryDateInMillis'] !== undefined)
    details.membershipExpiryDateInMillis = number(facts['membershipExpiryDateInMillis'])
  const membershipNumber = personal?.['membershipNumber']
  if (membershipNumber !== undefined) details.membershipNumber = text(membershipNumber)
  return details
}

const isEventType = (type: string): type is EventType => (eventTypes as readonly string[]).includes(type)

// What a store gives back is what was put in, so these change nothing of a value but its static type.
const text = (value: string | number | undefined): string => value as string
const number = (value: string | number | undefined): number => value as number
