import { informing, list, object, open, optional } from './combinators.js'
import { createdAt, eventId, id, name } from './identity.js'
import { anyObject, day, digits, instant, safeNumber, text, wholeNumber } from './values.js'

/** The accounts that a customer has at a source other than `instore`. */
const source = object({
  accounts: informing(
    list(
      object({
        accountId: informing(digits),
        identifiers: informing(list(object({ identifierType: informing(text), identifierValue: informing(digits) }))),
      }),
    ),
  ),
})

const instore = object({
  id: informing(safeNumber),
  mobile: informing(digits),
  email: informing(text),
  externalId: informing(digits),
  cardnumber: informing(digits),
  cardexternalid: informing(digits),
  cardNumbers: informing(list(digits)),
})

/** Who it is, and how to reach them: each key beside these is the name of a source. */
const customerIdentifiers = open(
  object({
    customerId: id,
    firstName: informing(text),
    lastName: informing(text),
    loyaltyType: informing(text),
    instore: informing(instore),
  }),
  source,
)

const details = object({
  partnerTierNumber: optional(wholeNumber),
  partnerTierExpiryDate: optional(day),
  partnerTierExpiryDateInMillis: optional(instant),
  membershipNumber: optional(digits),
  membershipExpiryDate: optional(day),
  membershipExpiryDateInMillis: optional(instant),
})

/** What the `data` of every event has. */
const stated = {
  customerIdentifiers,
  loyaltyProgramId: id,
  partnerProgramId: id,
  partnerProgramName: optional(text),
  partnerProgramType: optional(text),
  entityInformation: informing(object({ entityType: informing(text), entityId: informing(safeNumber) })),
}

const linked = { ...stated, customerPartnerProgramDetails: optional(details) }
const updated = { ...linked, updateType: optional(text) }
const reminder = { ...stated, scheduledExpiryDate: optional(day) }

/** What stands around the `data`, in either envelope. */
const around = {
  orgId: id,
  createdAt,
  eventId: optional(eventId),
  eventName: optional(name),
  eventType: optional(name),
  refId: informing(text),
  apiRequestId: informing(text),
  loyaltyEventId: informing(text),
  eventLogId: informing(safeNumber),
  timeStamp: informing(safeNumber),
  actionType: informing(text),
  consumerGroupId: informing(text),
  traceAttributes: informing(anyObject),
}

/** An event of a name that is none of the four: its data is not ours to judge. */
export const unknownPayload = object(around)

/** One codec for each event. Fields that the fold does not read of a type are no part of its codec. */
export const payloads = {
  partnerProgramDelinked: object({ ...around, data: object(stated) }),
  partnerProgramLinked: object({ ...around, data: object(linked) }),
  partnerProgramUpdated: object({ ...around, data: object(updated) }),
  supplementaryMembershipExpiryReminder: object({ ...around, data: object(reminder) }),
}

/** Every field of any event, for what is asked before its name is known. */
export const anyPayload = object({ ...around, data: object({ ...updated, ...reminder }) })
