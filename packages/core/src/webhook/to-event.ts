import type { Customer, Entity, EventType, PartnerProgramEvent } from '../membership/event.js'
import type { anyPayload } from './codec/payload.js'
import type { ReadOf } from './codec/read-of.js'

/** A payload that was read. What its event does not have, or its sender left out, is absent. */
export type Payload = ReadOf<typeof anyPayload>

/** The last place for the vendor's words: from here on an event speaks ours. */
export const toEvent = (type: EventType, payload: Payload, eventId: string): PartnerProgramEvent => {
  const { customerPartnerProgramDetails: details = {}, updateType, scheduledExpiryDate } = payload.data
  const stated = statedBy(payload, eventId)
  switch (type) {
    case 'partnerProgramLinked':
      return { type, ...stated, details }
    case 'partnerProgramUpdated':
      return updateType === undefined ? { type, ...stated, details } : { type, ...stated, details, updateType }
    case 'partnerProgramDelinked':
      return { type, ...stated }
    case 'supplementaryMembershipExpiryReminder':
      return scheduledExpiryDate === undefined ? { type, ...stated } : { type, ...stated, scheduledExpiryDate }
  }
}

type Stated = Omit<PartnerProgramEvent, 'type'>

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

const statedBy = (payload: Payload, eventId: string): Stated => {
  const { data } = payload
  const stated: Mutable<Stated> = {
    eventId,
    orgId: payload.orgId,
    customerId: data.customerIdentifiers.customerId,
    loyaltyProgramId: data.loyaltyProgramId,
    partnerProgramId: data.partnerProgramId,
    occurredAt: payload.createdAt,
  }
  const entity = entityOf(data)
  const customer = customerOf(data)
  if (data.partnerProgramName !== undefined) stated.partnerProgramName = data.partnerProgramName
  if (data.partnerProgramType !== undefined) stated.partnerProgramType = data.partnerProgramType
  if (payload.refId !== undefined) stated.refId = payload.refId
  if (payload.apiRequestId !== undefined) stated.apiRequestId = payload.apiRequestId
  if (payload.loyaltyEventId !== undefined) stated.loyaltyEventId = payload.loyaltyEventId
  if (payload.eventLogId !== undefined) stated.eventLogId = payload.eventLogId
  if (payload.actionType !== undefined) stated.actionType = payload.actionType
  if (entity !== undefined) stated.entity = entity
  if (customer !== undefined) stated.customer = customer
  return stated
}

/** An entity counts only with both of its parts. */
const entityOf = ({ entityInformation }: Payload['data']): Entity | undefined => {
  const { entityType: type, entityId: id } = entityInformation ?? {}
  return type === undefined || id === undefined ? undefined : { type, id }
}

const customerOf = ({ customerIdentifiers }: Payload['data']): Customer | undefined => {
  const { firstName, lastName, loyaltyType, instore, others = {} } = customerIdentifiers
  const customer: Mutable<Customer> = {}
  const accounts = accountsOf(others)
  if (firstName !== undefined) customer.firstName = firstName
  if (lastName !== undefined) customer.lastName = lastName
  if (loyaltyType !== undefined) customer.loyaltyType = loyaltyType
  if (instore !== undefined) customer.instore = instore
  if (accounts !== undefined) customer.accounts = accounts
  return Object.keys(customer).length === 0 ? undefined : customer
}

type Sources = NonNullable<Payload['data']['customerIdentifiers']['others']>

const accountsOf = (sources: Sources): Customer['accounts'] => {
  const accounts: Mutable<NonNullable<Customer['accounts']>> = {}
  for (const name of Object.keys(sources).sort()) {
    const known = sources[name]?.accounts
    if (known !== undefined) accounts[name] = known
  }
  return Object.keys(accounts).length === 0 ? undefined : accounts
}
