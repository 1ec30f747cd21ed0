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
import { addWarning, type DecodeContext } from './decode-context.js'
import { hasBareDays, type Mutable, statedDetails, statedExpiry } from './details.js'

type AnyPayload = ReadOf<typeof anyPayload>

/** Fields of the `data` that only some events have. */
type OwnFields = 'customerPartnerProgramDetails' | 'updateType' | 'scheduledExpiryDate'

/** A payload that was read by the codec of its event. */
export type Payload = Omit<AnyPayload, 'data'> & {
  readonly data: Omit<AnyPayload['data'], OwnFields> & Partial<Pick<AnyPayload['data'], OwnFields>>
}

/** Turns the vendor's words into the event's. An absent `eventId` becomes `''`. */
export const toEvent = (type: EventType, payload: Payload, context: DecodeContext): PartnerProgramEvent => {
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
  const { entityInformation, customerIdentifiers } = data
  const entity = entityInformation === undefined ? undefined : entityOf(entityInformation, context)
  const customer = customerOf(customerIdentifiers)
  if (data.partnerProgramName !== undefined) event.partnerProgramName = data.partnerProgramName
  if (data.partnerProgramType !== undefined) event.partnerProgramType = data.partnerProgramType
  if (payload.refId !== undefined) event.refId = payload.refId
  if (payload.apiRequestId !== undefined) event.apiRequestId = payload.apiRequestId
  if (payload.loyaltyEventId !== undefined) event.loyaltyEventId = payload.loyaltyEventId
  if (payload.eventLogId !== undefined) event.eventLogId = payload.eventLogId
  if (payload.actionType !== undefined) event.actionType = payload.actionType
  if (entity !== undefined) event.entity = entity
  if (customer !== undefined) event.customer = customer
  if (hasDetails(type)) addDetails(event, data.customerPartnerProgramDetails ?? {})
  if (data.updateType !== undefined) event.updateType = data.updateType
  if (data.scheduledExpiryDate !== undefined) addScheduledExpiry(event, data.scheduledExpiryDate)
  return event as PartnerProgramEvent
}

/** An event in the making. The codec of its type has read those fields alone that events of the type have. */
type Draft = { type: EventType } & Mutable<Omit<Delinked, 'type'>> &
  Mutable<Partial<Pick<Linked, 'details'>>> &
  Mutable<Pick<Updated, 'updateType'>> &
  Mutable<Omit<ExpiryReminder, 'type'>>

const hasDetails = (type: EventType): boolean => type === 'partnerProgramLinked' || type === 'partnerProgramUpdated'

const addDetails = (event: Draft, read: NonNullable<Payload['data']['customerPartnerProgramDetails']>): void => {
  if (hasBareDays(read)) {
    event.details = read
    return
  }
  const { details, learned } = statedDetails(read)
  if (learned.length > 0) event.learned = learned
  event.details = details
}

const addScheduledExpiry = (event: Draft, scheduled: NonNullable<Payload['data']['scheduledExpiryDate']>): void => {
  const { date, time, millis, unread, learned } = statedExpiry(scheduled)
  if (learned !== undefined)
    event.learned = [learned === 'date' ? 'scheduledExpiryDate' : 'scheduledExpiryDateInMillis']
  if (date !== undefined) event.scheduledExpiryDate = date
  if (time !== undefined) event.scheduledExpiryTime = time
  if (millis !== undefined) event.scheduledExpiryDateInMillis = millis
  if (unread === true) event.scheduledExpiryUnread = true
}

type EntityInformation = NonNullable<Payload['data']['entityInformation']>

/** An entity counts only where both of its parts are stated. */
const entityOf = (
  { entityType: type, entityId: id }: EntityInformation,
  context: DecodeContext,
): Entity | undefined => {
  if (type !== undefined && id !== undefined) return { type, id }
  addWarning(context, 'absent', 'data.entityInformation')
  return undefined
}

const customerOf = (identifiers: Payload['data']['customerIdentifiers']): Customer | undefined => {
  const { firstName, lastName, loyaltyType, instore, others } = identifiers
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

/** The names in the order of `sort`. Few names are sorted by insertion, which is faster than to call `sort`. */
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
