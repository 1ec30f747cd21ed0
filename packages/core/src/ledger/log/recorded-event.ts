import { type Corrupt, corrupt } from '../../failure/store-error.js'
import type { Customer, EventType, PartnerProgramEvent } from '../../membership/event.js'
import { eventTypes } from '../../membership/event.js'
import { upcast } from '../../membership/upcast.js'
import type { Facts, Position, RecordedEvent, Tenant } from '../../store/event.js'
import { readFolded, readInforming, readPersonal, type Values } from './generated/recorded-values.js'

/** The event that was recorded, customer included; `undefined` for a record that is no event of a membership. */
export const wholeEvent = (tenant: Tenant, record: RecordedEvent): PartnerProgramEvent | undefined => {
  const event = foldedDraft(tenant, record, record.personal)
  if (event === undefined) return undefined
  readInforming(event, upcast(record.schema, record.facts))
  const customer = record.personal?.['customer']
  if (typeof customer === 'string') event['customer'] = JSON.parse(customer) as Customer
  return asEvent(event)
}

/** The same without anything personal, whether or not the record has it. */
export const impersonalEvent = (tenant: Tenant, record: RecordedEvent): PartnerProgramEvent | undefined => {
  const event = foldedDraft(tenant, record, undefined)
  if (event !== undefined) readInforming(event, upcast(record.schema, record.facts))
  return asEvent(event)
}

/** The event with what the fold reads, and no more. */
export const foldedEvent = (tenant: Tenant, record: RecordedEvent): PartnerProgramEvent | undefined =>
  asEvent(foldedDraft(tenant, record, record.personal))

/** The failure for a record that a later release may have written: an answer that leaves it out would be wrong. */
export const unknownRecord = (position: Position): Corrupt =>
  corrupt(position, 'the stream of a membership holds a record of an unknown type')

const foldedDraft = (tenant: Tenant, record: RecordedEvent, personal: Facts | undefined): Values | undefined => {
  const { type } = record
  if (!isEventType(type)) return undefined
  const event: Values = { type, eventId: record.id, occurredAt: record.occurredAt, orgId: Number(tenant) }
  const hasDetails = type === 'partnerProgramLinked' || type === 'partnerProgramUpdated'
  const details: Values | undefined = hasDetails ? {} : undefined
  readFolded(event, details, upcast(record.schema, record.facts))
  if (details === undefined) return event
  if (personal !== undefined) readPersonal(details, personal)
  event['details'] = details
  return event
}

/** Whether a record of this type is an event of the vendor's. */
export const isEventType = (type: string): type is EventType => (eventTypes as readonly string[]).includes(type)

/** A store gives back the values that it was given, and `factFields` says where each stands. */
const asEvent = (event: Values | undefined): PartnerProgramEvent | undefined =>
  event as unknown as PartnerProgramEvent | undefined
