import type {
  Customer,
  Delinked,
  Entity,
  EventType,
  ExpiryReminder,
  Linked,
  PartnerProgramEvent,
  Updated,
} from '../membership/event.js'
import type { anyPayload } from './codec/payload.js'
import type { ReadOf } from './codec/read-of.js'
import { addWarning, type Notes } from './notes.js'

/** A payload that was read. What its event does not have, or its sender left out, is absent. */
export type Payload = ReadOf<typeof anyPayload>

/** The last place for the vendor's words: from here on an event speaks ours. Of an absent `eventId` it says `''`. */
export const toEvent = (type: EventType, payload: Payload, notes: Notes): PartnerProgramEvent => {
  const { data } = payload
  const event: Draft = {
    type,
    eventId: payload.eventId ?? '',
    orgId: payload.orgId,
    customerId: data.customerIdentifiers.customerId,
    loyaltyProgramId: data.loyaltyProgramId,
    partnerProgramId: data.partnerProgramId,
    occurredAt: payload.createdAt,
  }
  const entity = entityOf(data, notes)
  const customer = customerOf(data)
  if (data.partnerProgramName !== undefined) event.partnerProgramName = data.partnerProgramName
  if (data.partnerProgramType !== undefined) event.partnerProgramType = data.partnerProgramType
  if (payload.refId !== undefined) event.refId = payload.refId
  if (payload.apiRequestId !== undefined) event.apiRequestId = payload.apiRequestId
  if (payload.loyaltyEventId !== undefined) event.loyaltyEventId = payload.loyaltyEventId
  if (payload.eventLogId !== undefined) event.eventLogId = payload.eventLogId
  if (payload.actionType !== undefined) event.actionType = payload.actionType
  if (entity !== undefined) event.entity = entity
  if (customer !== undefined) event.customer = customer
  if (hasDetails(type)) event.details = data.customerPartnerProgramDetails ?? {}
  if (data.updateType !== undefined) event.updateType = data.updateType
  if (data.scheduledExpiryDate !== undefined) event.scheduledExpiryDate = data.scheduledExpiryDate
  return event as PartnerProgramEvent
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** An event in the making: the codec of its type has read those fields alone that events of the type have. */
type Draft = { type: EventType } & Mutable<Omit<Delinked, 'type'>> &
  Mutable<Partial<Pick<Linked, 'details'>>> &
  Mutable<Pick<Updated, 'updateType'>> &
  Mutable<Pick<ExpiryReminder, 'scheduledExpiryDate'>>

const hasDetails = (type: EventType): boolean => type === 'partnerProgramLinked' || type === 'partnerProgramUpdated'

/** An entity counts only with both of its parts. */
const entityOf = ({ entityInformation }: Payload['data'], notes: Notes): Entity | undefined => {
  if (entityInformation === undefined) return undefined
  const { entityType: type, entityId: id } = entityInformation
  if (type !== undefined && id !== undefined) return { type, id }
  addWarning(notes, 'absent', 'data.entityInformation')
  return undefined
}

const customerOf = ({ customerIdentifiers }: Payload['data']): Customer | undefined => {
  const { firstName, lastName, loyaltyType, instore, others } = customerIdentifiers
  const customer: Mutable<Customer> = {}
  const accounts = others === undefined ? undefined : accountsOf(others)
  if (firstName !== undefined) customer.firstName = firstName
  if (lastName !== undefined) customer.lastName = lastName
  if (loyaltyType !== undefined) customer.loyaltyType = loyaltyType
  if (instore !== undefined) customer.instore = instore
  if (accounts !== undefined) customer.accounts = accounts
  const isStated = (firstName ?? lastName ?? loyaltyType ?? instore ?? accounts) !== undefined
  return isStated ? customer : undefined
}

const accountsOf = (sources: Sources): Customer['accounts'] => {
  let accounts: Mutable<NonNullable<Customer['accounts']>> | undefined
  for (const name of sortedNames(sources)) {
    const known = sources.get(name)?.accounts
    if (known !== undefined) (accounts ??= {})[name] = known
  }
  return accounts
}

/** By insertion, where they are few: `sort` takes longer to begin. */
const sortedNames = (sources: Sources): readonly string[] => {
  if (sources.size > few) return [...sources.keys()].sort()
  const names: string[] = []
  for (const name of sources.keys()) {
    let at = names.push(name) - 1
    while (at > 0) {
      const before = names[at - 1]
      if (!(before !== undefined && before > name)) break
      names[at] = before
      names[--at] = name
    }
  }
  return names
}

const few = 8

type Sources = NonNullable<Payload['data']['customerIdentifiers']['others']>
