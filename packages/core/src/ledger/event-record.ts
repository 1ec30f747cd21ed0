import type { Customer, Details, Entity, PartnerProgramEvent } from '../membership/event.js'
import { currentSchema, upcast } from '../membership/upcast.js'
import type { Facts, NewEvent, Position, RecordedEvent, Tenant } from '../store/event.js'
import { type Corrupt, corrupt } from '../store/store-error.js'

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
  if (event.type === 'supplementaryMembershipExpiryReminder') copyStated(facts, event, ['scheduledExpiryDate'])
  return facts
}

/** The event that was recorded, customer included; `undefined` for a record that is no event of a membership. */
export const wholeEvent = (tenant: Tenant, record: RecordedEvent): PartnerProgramEvent | undefined => {
  const event = foldedEvent(tenant, record)
  const customer = record.personal?.['customer']
  return event === undefined || typeof customer !== 'string'
    ? event
    : { ...event, customer: JSON.parse(customer) as Customer }
}

/** The same without the customer, which no fold reads and which costs a parse. */
export const foldedEvent = (tenant: Tenant, record: RecordedEvent): PartnerProgramEvent | undefined => {
  const facts = upcast(record.schema, record.facts)
  const common = {
    eventId: record.id,
    occurredAt: record.occurredAt,
    orgId: Number(tenant),
    customerId: number(facts, 'customerId'),
    loyaltyProgramId: number(facts, 'loyaltyProgramId'),
    partnerProgramId: number(facts, 'partnerProgramId'),
    ...stated(facts, commonFacts),
    ...entityOf(facts),
  }
  switch (record.type) {
    case 'partnerProgramLinked':
      return { type: record.type, ...common, details: detailsOf(facts, record.personal) }
    case 'partnerProgramUpdated':
      return {
        type: record.type,
        ...common,
        details: detailsOf(facts, record.personal),
        ...stated(facts, ['updateType']),
      }
    case 'partnerProgramDelinked':
      return { type: record.type, ...common }
    case 'supplementaryMembershipExpiryReminder':
      return { type: record.type, ...common, ...stated(facts, ['scheduledExpiryDate']) }
    default:
      return undefined
  }
}

/** A record that a later release may have written: no answer is better than one that leaves it out. */
export const unknownRecord = (position: Position): Corrupt =>
  corrupt(position, 'a record of no known type in the stream of a membership')

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
  'partnerTierExpiryDateInMillis',
  'membershipExpiryDate',
  'membershipExpiryDateInMillis',
] as const

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

/** The fields that are there. What a store gives back is what was put in, so their kinds are those of the event. */
const stated = <F extends string>(facts: Facts, fields: readonly F[]): Stated<F> => {
  const found: Record<string, string | number> = {}
  copyStated(found, facts, fields)
  return found as Stated<F>
}

type NumberField = 'eventLogId' | 'partnerTierNumber' | 'partnerTierExpiryDateInMillis' | 'membershipExpiryDateInMillis'

type Stated<F extends string> = { readonly [field in F]?: field extends NumberField ? number : string }

const detailsOf = (facts: Facts, personal: Facts | undefined): Details => ({
  ...stated(facts, detailFacts),
  ...(personal === undefined ? {} : stated(personal, ['membershipNumber'])),
})

const entityOf = (facts: Facts): { readonly entity?: Entity } => {
  const type = facts['entityType']
  const id = facts['entityId']
  return typeof type === 'string' && typeof id === 'number' ? { entity: { type, id } } : {}
}

const number = (facts: Facts, field: string): number => Number(facts[field])
