import { lenient, list, object, open, optional } from './combinators.js'
import { createdAt, eventId, id, name } from './identity.js'
import { anyObject, dateText, digits, instant, safeNumber, text, wholeNumber } from './values.js'

export const identifier = object({ identifierType: lenient(text), identifierValue: lenient(digits) })

export const account = object({ accountId: lenient(digits), identifiers: lenient(list(identifier)) })

/** The accounts that a customer has at a source other than `instore`. */
export const source = object({ accounts: lenient(list(account)) })

export const instore = object({
  id: lenient(safeNumber),
  mobile: lenient(digits),
  email: lenient(text),
  externalId: lenient(digits),
  cardnumber: lenient(digits),
  cardexternalid: lenient(digits),
  cardNumbers: lenient(list(digits)),
})

/** The customer's id and contact identifiers. Each key beside the known ones is the name of a source. */
const customerIdentifiers = open(
  object({
    customerId: id,
    firstName: lenient(text),
    lastName: lenient(text),
    loyaltyType: lenient(text),
    instore: lenient(instore),
  }),
  source,
)

export const details = object({
  partnerTierNumber: optional(wholeNumber),
  partnerTierExpiryDate: optional(dateText),
  partnerTierExpiryDateInMillis: optional(instant),
  membershipNumber: optional(digits),
  membershipExpiryDate: optional(dateText),
  membershipExpiryDateInMillis: optional(instant),
})

export const entityInformation = object({ entityType: lenient(text), entityId: lenient(safeNumber) })

/** The `data` of every event. */
const common = {
  customerIdentifiers,
  loyaltyProgramId: id,
  partnerProgramId: id,
  partnerProgramName: optional(text),
  partnerProgramType: optional(text),
  entityInformation: lenient(entityInformation),
}

const linked = { ...common, customerPartnerProgramDetails: optional(details) }
const updated = { ...linked, updateType: optional(text) }
const reminder = { ...common, scheduledExpiryDate: optional(dateText) }

/** The fields around `data`, in either envelope. */
const around = {
  orgId: id,
  createdAt,
  eventId: optional(eventId),
  eventName: optional(name),
  eventType: optional(name),
  refId: lenient(text),
  apiRequestId: lenient(text),
  loyaltyEventId: lenient(text),
  eventLogId: lenient(safeNumber),
  timeStamp: lenient(safeNumber),
  actionType: lenient(text),
  consumerGroupId: lenient(text),
  traceAttributes: lenient(anyObject),
}

/** An event of an unknown name. Its `data` is not checked. */
export const unknownPayload = object(around)

/** The codec of each event. Of the `data` it has the fields alone that events of this type have. */
export const payloads = {
  partnerProgramDelinked: object({ ...around, data: object(common) }),
  partnerProgramLinked: object({ ...around, data: object(linked) }),
  partnerProgramUpdated: object({ ...around, data: object(updated) }),
  supplementaryMembershipExpiryReminder: object({ ...around, data: object(reminder) }),
}

/** Every field of any event: the codec of a payload whose event is not known. */
export const anyPayload = object({ ...around, data: object({ ...updated, ...reminder }) })
