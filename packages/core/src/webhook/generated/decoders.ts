// Generated from the codecs in ../codec/payload.ts by `pnpm generate`. Do not edit: change the codecs and generate anew.
// A test compares this file with what the codecs give.

import type { EventType, PartnerProgramEvent } from '../../membership/event.js'
import { isCreatedAt, isEventId, lastInstant } from '../codec/identity.js'
import { isListOfObjects, leaveOut, readLenient, readList } from '../codec/lenient-reading.js'
import { isBareDay } from '../codec/memoized-day.js'
import type * as codecs from '../codec/payload.js'
import type { Stated } from '../codec/read-of.js'
import {
  isStorableText,
  storableText,
  anyObject,
  dateText,
  digits,
  instant,
  safeNumber,
  text,
  wholeNumber,
} from '../codec/values.js'
import type { DateText } from '../date-text.js'
import { type DecodeContext, printable } from '../decode-context.js'
import type { Mutable } from '../details.js'
import { isObject } from '../json-equal.js'
import { toEvent } from '../to-event.js'

type JsonObject = Readonly<Record<string, unknown>>

/** Reads a payload of one event; `undefined` where it is ill typed. Warnings go into the context. */
type Decoder = (payload: unknown, context: DecodeContext) => PartnerProgramEvent | undefined

type Instore = Stated<typeof codecs.instore>
type Source = Stated<typeof codecs.source>
type Account = Stated<typeof codecs.account>
type Identifier = Stated<typeof codecs.identifier>
type EntityInformation = Stated<typeof codecs.entityInformation>
type Details = Stated<typeof codecs.details>

/** Merges the two objects of an envelope. A value within wins, unless it is absent or null. */
export const mergeEnvelope = (inner: JsonObject, outer: JsonObject): JsonObject => ({
  orgId: inner.orgId ?? outer.orgId,
  createdAt: inner.createdAt ?? outer.createdAt,
  eventId: inner.eventId ?? outer.eventId,
  eventName: inner.eventName ?? outer.eventName,
  eventType: inner.eventType ?? outer.eventType,
  refId: inner.refId ?? outer.refId,
  apiRequestId: inner.apiRequestId ?? outer.apiRequestId,
  loyaltyEventId: inner.loyaltyEventId ?? outer.loyaltyEventId,
  eventLogId: inner.eventLogId ?? outer.eventLogId,
  timeStamp: inner.timeStamp ?? outer.timeStamp,
  actionType: inner.actionType ?? outer.actionType,
  consumerGroupId: inner.consumerGroupId ?? outer.consumerGroupId,
  traceAttributes: inner.traceAttributes ?? outer.traceAttributes,
  data: inner.data ?? outer.data,
})

/** Reads the payload of a `partnerProgramDelinked`; `undefined` where it is ill typed. */
const decodePartnerProgramDelinked: Decoder = (payload, context) => {
  const { isStorable } = context
  if (!isObject(payload)) return undefined

  const orgId = payload.orgId
  if (!(typeof orgId === 'number' && Number.isSafeInteger(orgId) && orgId >= 1)) return undefined

  const createdAt = payload.createdAt
  if (!isCreatedAt(createdAt)) return undefined

  const eventIdGiven = payload.eventId
  let eventId: string | undefined
  if (isEventId(eventIdGiven)) eventId = eventIdGiven
  else if (eventIdGiven !== undefined && eventIdGiven !== null) return undefined

  const eventNameGiven = payload.eventName
  let eventName: string | undefined
  if (typeof eventNameGiven === 'string') eventName = eventNameGiven
  else if (eventNameGiven !== undefined && eventNameGiven !== null) return undefined

  const eventTypeGiven = payload.eventType
  let eventType: string | undefined
  if (typeof eventTypeGiven === 'string') eventType = eventTypeGiven
  else if (eventTypeGiven !== undefined && eventTypeGiven !== null) return undefined

  const refIdGiven = payload.refId
  const refId =
    typeof refIdGiven === 'string' && (isStorable || isStorableText(refIdGiven))
      ? refIdGiven
      : refIdGiven === undefined || refIdGiven === null
        ? undefined
        : readLenient(text, refIdGiven, 'refId', context)

  const apiRequestIdGiven = payload.apiRequestId
  const apiRequestId =
    typeof apiRequestIdGiven === 'string' && (isStorable || isStorableText(apiRequestIdGiven))
      ? apiRequestIdGiven
      : apiRequestIdGiven === undefined || apiRequestIdGiven === null
        ? undefined
        : readLenient(text, apiRequestIdGiven, 'apiRequestId', context)

  const loyaltyEventIdGiven = payload.loyaltyEventId
  const loyaltyEventId =
    typeof loyaltyEventIdGiven === 'string' && (isStorable || isStorableText(loyaltyEventIdGiven))
      ? loyaltyEventIdGiven
      : loyaltyEventIdGiven === undefined || loyaltyEventIdGiven === null
        ? undefined
        : readLenient(text, loyaltyEventIdGiven, 'loyaltyEventId', context)

  const eventLogIdGiven = payload.eventLogId
  const eventLogId =
    typeof eventLogIdGiven === 'number' &&
    Number.isSafeInteger(eventLogIdGiven) &&
    (eventLogIdGiven !== 0 || 1 / eventLogIdGiven > 0)
      ? eventLogIdGiven
      : eventLogIdGiven === undefined || eventLogIdGiven === null
        ? undefined
        : readLenient(safeNumber, eventLogIdGiven, 'eventLogId', context)

  const timeStampGiven = payload.timeStamp
  const timeStamp =
    typeof timeStampGiven === 'number' &&
    Number.isSafeInteger(timeStampGiven) &&
    (timeStampGiven !== 0 || 1 / timeStampGiven > 0)
      ? timeStampGiven
      : timeStampGiven === undefined || timeStampGiven === null
        ? undefined
        : readLenient(safeNumber, timeStampGiven, 'timeStamp', context)

  const actionTypeGiven = payload.actionType
  const actionType =
    typeof actionTypeGiven === 'string' && (isStorable || isStorableText(actionTypeGiven))
      ? actionTypeGiven
      : actionTypeGiven === undefined || actionTypeGiven === null
        ? undefined
        : readLenient(text, actionTypeGiven, 'actionType', context)

  const consumerGroupIdGiven = payload.consumerGroupId
  const consumerGroupId =
    typeof consumerGroupIdGiven === 'string' && (isStorable || isStorableText(consumerGroupIdGiven))
      ? consumerGroupIdGiven
      : consumerGroupIdGiven === undefined || consumerGroupIdGiven === null
        ? undefined
        : readLenient(text, consumerGroupIdGiven, 'consumerGroupId', context)

  const traceAttributesGiven = payload.traceAttributes
  const traceAttributes = isObject(traceAttributesGiven)
    ? traceAttributesGiven
    : traceAttributesGiven === undefined || traceAttributesGiven === null
      ? undefined
      : readLenient(anyObject, traceAttributesGiven, 'traceAttributes', context)

  const data = payload.data
  if (!isObject(data)) return undefined

  // The fields of `data`
  const customerIdentifiers = data.customerIdentifiers
  if (!isObject(customerIdentifiers)) return undefined

  // The fields of `data.customerIdentifiers`
  const customerId = customerIdentifiers.customerId
  if (!(typeof customerId === 'number' && Number.isSafeInteger(customerId) && customerId >= 1)) return undefined

  const firstNameGiven = customerIdentifiers.firstName
  const firstName =
    typeof firstNameGiven === 'string' && (isStorable || isStorableText(firstNameGiven))
      ? firstNameGiven
      : firstNameGiven === undefined || firstNameGiven === null
        ? undefined
        : readLenient(text, firstNameGiven, 'data.customerIdentifiers.firstName', context)

  const lastNameGiven = customerIdentifiers.lastName
  const lastName =
    typeof lastNameGiven === 'string' && (isStorable || isStorableText(lastNameGiven))
      ? lastNameGiven
      : lastNameGiven === undefined || lastNameGiven === null
        ? undefined
        : readLenient(text, lastNameGiven, 'data.customerIdentifiers.lastName', context)

  const loyaltyTypeGiven = customerIdentifiers.loyaltyType
  const loyaltyType =
    typeof loyaltyTypeGiven === 'string' && (isStorable || isStorableText(loyaltyTypeGiven))
      ? loyaltyTypeGiven
      : loyaltyTypeGiven === undefined || loyaltyTypeGiven === null
        ? undefined
        : readLenient(text, loyaltyTypeGiven, 'data.customerIdentifiers.loyaltyType', context)

  const instoreGiven = customerIdentifiers.instore
  let instore: Instore | undefined
  if (isObject(instoreGiven)) instore = readInstore(instoreGiven, context)
  else if (instoreGiven !== undefined) leaveOut(instoreGiven, 'data.customerIdentifiers.instore', context)

  const others = readSources(customerIdentifiers, context)

  const loyaltyProgramId = data.loyaltyProgramId
  if (!(typeof loyaltyProgramId === 'number' && Number.isSafeInteger(loyaltyProgramId) && loyaltyProgramId >= 1))
    return undefined

  const partnerProgramId = data.partnerProgramId
  if (!(typeof partnerProgramId === 'number' && Number.isSafeInteger(partnerProgramId) && partnerProgramId >= 1))
    return undefined

  const partnerProgramNameGiven = data.partnerProgramName
  let partnerProgramName: string | undefined
  if (typeof partnerProgramNameGiven === 'string' && (isStorable || isStorableText(partnerProgramNameGiven)))
    partnerProgramName = partnerProgramNameGiven
  else if (partnerProgramNameGiven !== undefined && partnerProgramNameGiven !== null) {
    if (!text.is(partnerProgramNameGiven)) return undefined
    partnerProgramName = text.read(partnerProgramNameGiven, 'data.partnerProgramName', context)
  }

  const partnerProgramTypeGiven = data.partnerProgramType
  let partnerProgramType: string | undefined
  if (typeof partnerProgramTypeGiven === 'string' && (isStorable || isStorableText(partnerProgramTypeGiven)))
    partnerProgramType = partnerProgramTypeGiven
  else if (partnerProgramTypeGiven !== undefined && partnerProgramTypeGiven !== null) {
    if (!text.is(partnerProgramTypeGiven)) return undefined
    partnerProgramType = text.read(partnerProgramTypeGiven, 'data.partnerProgramType', context)
  }

  const entityInformationGiven = data.entityInformation
  let entityInformation: EntityInformation | undefined
  if (isObject(entityInformationGiven)) entityInformation = readEntityInformation(entityInformationGiven, context)
  else if (entityInformationGiven !== undefined) leaveOut(entityInformationGiven, 'data.entityInformation', context)

  return toEvent(
    'partnerProgramDelinked',
    {
      orgId,
      createdAt,
      eventId,
      eventName,
      eventType,
      refId,
      apiRequestId,
      loyaltyEventId,
      eventLogId,
      timeStamp,
      actionType,
      consumerGroupId,
      traceAttributes,
      data: {
        customerIdentifiers: { customerId, firstName, lastName, loyaltyType, instore, others },
        loyaltyProgramId,
        partnerProgramId,
        partnerProgramName,
        partnerProgramType,
        entityInformation,
      },
    },
    context,
  )
}

/** Reads the payload of a `partnerProgramLinked`; `undefined` where it is ill typed. */
const decodePartnerProgramLinked: Decoder = (payload, context) => {
  const { isStorable } = context
  if (!isObject(payload)) return undefined

  const orgId = payload.orgId
  if (!(typeof orgId === 'number' && Number.isSafeInteger(orgId) && orgId >= 1)) return undefined

  const createdAt = payload.createdAt
  if (!isCreatedAt(createdAt)) return undefined

  const eventIdGiven = payload.eventId
  let eventId: string | undefined
  if (isEventId(eventIdGiven)) eventId = eventIdGiven
  else if (eventIdGiven !== undefined && eventIdGiven !== null) return undefined

  const eventNameGiven = payload.eventName
  let eventName: string | undefined
  if (typeof eventNameGiven === 'string') eventName = eventNameGiven
  else if (eventNameGiven !== undefined && eventNameGiven !== null) return undefined

  const eventTypeGiven = payload.eventType
  let eventType: string | undefined
  if (typeof eventTypeGiven === 'string') eventType = eventTypeGiven
  else if (eventTypeGiven !== undefined && eventTypeGiven !== null) return undefined

  const refIdGiven = payload.refId
  const refId =
    typeof refIdGiven === 'string' && (isStorable || isStorableText(refIdGiven))
      ? refIdGiven
      : refIdGiven === undefined || refIdGiven === null
        ? undefined
        : readLenient(text, refIdGiven, 'refId', context)

  const apiRequestIdGiven = payload.apiRequestId
  const apiRequestId =
    typeof apiRequestIdGiven === 'string' && (isStorable || isStorableText(apiRequestIdGiven))
      ? apiRequestIdGiven
      : apiRequestIdGiven === undefined || apiRequestIdGiven === null
        ? undefined
        : readLenient(text, apiRequestIdGiven, 'apiRequestId', context)

  const loyaltyEventIdGiven = payload.loyaltyEventId
  const loyaltyEventId =
    typeof loyaltyEventIdGiven === 'string' && (isStorable || isStorableText(loyaltyEventIdGiven))
      ? loyaltyEventIdGiven
      : loyaltyEventIdGiven === undefined || loyaltyEventIdGiven === null
        ? undefined
        : readLenient(text, loyaltyEventIdGiven, 'loyaltyEventId', context)

  const eventLogIdGiven = payload.eventLogId
  const eventLogId =
    typeof eventLogIdGiven === 'number' &&
    Number.isSafeInteger(eventLogIdGiven) &&
    (eventLogIdGiven !== 0 || 1 / eventLogIdGiven > 0)
      ? eventLogIdGiven
      : eventLogIdGiven === undefined || eventLogIdGiven === null
        ? undefined
        : readLenient(safeNumber, eventLogIdGiven, 'eventLogId', context)

  const timeStampGiven = payload.timeStamp
  const timeStamp =
    typeof timeStampGiven === 'number' &&
    Number.isSafeInteger(timeStampGiven) &&
    (timeStampGiven !== 0 || 1 / timeStampGiven > 0)
      ? timeStampGiven
      : timeStampGiven === undefined || timeStampGiven === null
        ? undefined
        : readLenient(safeNumber, timeStampGiven, 'timeStamp', context)

  const actionTypeGiven = payload.actionType
  const actionType =
    typeof actionTypeGiven === 'string' && (isStorable || isStorableText(actionTypeGiven))
      ? actionTypeGiven
      : actionTypeGiven === undefined || actionTypeGiven === null
        ? undefined
        : readLenient(text, actionTypeGiven, 'actionType', context)

  const consumerGroupIdGiven = payload.consumerGroupId
  const consumerGroupId =
    typeof consumerGroupIdGiven === 'string' && (isStorable || isStorableText(consumerGroupIdGiven))
      ? consumerGroupIdGiven
      : consumerGroupIdGiven === undefined || consumerGroupIdGiven === null
        ? undefined
        : readLenient(text, consumerGroupIdGiven, 'consumerGroupId', context)

  const traceAttributesGiven = payload.traceAttributes
  const traceAttributes = isObject(traceAttributesGiven)
    ? traceAttributesGiven
    : traceAttributesGiven === undefined || traceAttributesGiven === null
      ? undefined
      : readLenient(anyObject, traceAttributesGiven, 'traceAttributes', context)

  const data = payload.data
  if (!isObject(data)) return undefined

  // The fields of `data`
  const customerIdentifiers = data.customerIdentifiers
  if (!isObject(customerIdentifiers)) return undefined

  // The fields of `data.customerIdentifiers`
  const customerId = customerIdentifiers.customerId
  if (!(typeof customerId === 'number' && Number.isSafeInteger(customerId) && customerId >= 1)) return undefined

  const firstNameGiven = customerIdentifiers.firstName
  const firstName =
    typeof firstNameGiven === 'string' && (isStorable || isStorableText(firstNameGiven))
      ? firstNameGiven
      : firstNameGiven === undefined || firstNameGiven === null
        ? undefined
        : readLenient(text, firstNameGiven, 'data.customerIdentifiers.firstName', context)

  const lastNameGiven = customerIdentifiers.lastName
  const lastName =
    typeof lastNameGiven === 'string' && (isStorable || isStorableText(lastNameGiven))
      ? lastNameGiven
      : lastNameGiven === undefined || lastNameGiven === null
        ? undefined
        : readLenient(text, lastNameGiven, 'data.customerIdentifiers.lastName', context)

  const loyaltyTypeGiven = customerIdentifiers.loyaltyType
  const loyaltyType =
    typeof loyaltyTypeGiven === 'string' && (isStorable || isStorableText(loyaltyTypeGiven))
      ? loyaltyTypeGiven
      : loyaltyTypeGiven === undefined || loyaltyTypeGiven === null
        ? undefined
        : readLenient(text, loyaltyTypeGiven, 'data.customerIdentifiers.loyaltyType', context)

  const instoreGiven = customerIdentifiers.instore
  let instore: Instore | undefined
  if (isObject(instoreGiven)) instore = readInstore(instoreGiven, context)
  else if (instoreGiven !== undefined) leaveOut(instoreGiven, 'data.customerIdentifiers.instore', context)

  const others = readSources(customerIdentifiers, context)

  const loyaltyProgramId = data.loyaltyProgramId
  if (!(typeof loyaltyProgramId === 'number' && Number.isSafeInteger(loyaltyProgramId) && loyaltyProgramId >= 1))
    return undefined

  const partnerProgramId = data.partnerProgramId
  if (!(typeof partnerProgramId === 'number' && Number.isSafeInteger(partnerProgramId) && partnerProgramId >= 1))
    return undefined

  const partnerProgramNameGiven = data.partnerProgramName
  let partnerProgramName: string | undefined
  if (typeof partnerProgramNameGiven === 'string' && (isStorable || isStorableText(partnerProgramNameGiven)))
    partnerProgramName = partnerProgramNameGiven
  else if (partnerProgramNameGiven !== undefined && partnerProgramNameGiven !== null) {
    if (!text.is(partnerProgramNameGiven)) return undefined
    partnerProgramName = text.read(partnerProgramNameGiven, 'data.partnerProgramName', context)
  }

  const partnerProgramTypeGiven = data.partnerProgramType
  let partnerProgramType: string | undefined
  if (typeof partnerProgramTypeGiven === 'string' && (isStorable || isStorableText(partnerProgramTypeGiven)))
    partnerProgramType = partnerProgramTypeGiven
  else if (partnerProgramTypeGiven !== undefined && partnerProgramTypeGiven !== null) {
    if (!text.is(partnerProgramTypeGiven)) return undefined
    partnerProgramType = text.read(partnerProgramTypeGiven, 'data.partnerProgramType', context)
  }

  const entityInformationGiven = data.entityInformation
  let entityInformation: EntityInformation | undefined
  if (isObject(entityInformationGiven)) entityInformation = readEntityInformation(entityInformationGiven, context)
  else if (entityInformationGiven !== undefined) leaveOut(entityInformationGiven, 'data.entityInformation', context)

  const customerPartnerProgramDetailsGiven = data.customerPartnerProgramDetails
  let customerPartnerProgramDetails: Details | undefined
  if (customerPartnerProgramDetailsGiven !== undefined && customerPartnerProgramDetailsGiven !== null) {
    customerPartnerProgramDetails = readDetails(customerPartnerProgramDetailsGiven, context)
    if (customerPartnerProgramDetails === undefined) return undefined
  }

  return toEvent(
    'partnerProgramLinked',
    {
      orgId,
      createdAt,
      eventId,
      eventName,
      eventType,
      refId,
      apiRequestId,
      loyaltyEventId,
      eventLogId,
      timeStamp,
      actionType,
      consumerGroupId,
      traceAttributes,
      data: {
        customerIdentifiers: { customerId, firstName, lastName, loyaltyType, instore, others },
        loyaltyProgramId,
        partnerProgramId,
        partnerProgramName,
        partnerProgramType,
        entityInformation,
        customerPartnerProgramDetails,
      },
    },
    context,
  )
}

/** Reads the payload of a `partnerProgramUpdated`; `undefined` where it is ill typed. */
const decodePartnerProgramUpdated: Decoder = (payload, context) => {
  const { isStorable } = context
  if (!isObject(payload)) return undefined

  const orgId = payload.orgId
  if (!(typeof orgId === 'number' && Number.isSafeInteger(orgId) && orgId >= 1)) return undefined

  const createdAt = payload.createdAt
  if (!isCreatedAt(createdAt)) return undefined

  const eventIdGiven = payload.eventId
  let eventId: string | undefined
  if (isEventId(eventIdGiven)) eventId = eventIdGiven
  else if (eventIdGiven !== undefined && eventIdGiven !== null) return undefined

  const eventNameGiven = payload.eventName
  let eventName: string | undefined
  if (typeof eventNameGiven === 'string') eventName = eventNameGiven
  else if (eventNameGiven !== undefined && eventNameGiven !== null) return undefined

  const eventTypeGiven = payload.eventType
  let eventType: string | undefined
  if (typeof eventTypeGiven === 'string') eventType = eventTypeGiven
  else if (eventTypeGiven !== undefined && eventTypeGiven !== null) return undefined

  const refIdGiven = payload.refId
  const refId =
    typeof refIdGiven === 'string' && (isStorable || isStorableText(refIdGiven))
      ? refIdGiven
      : refIdGiven === undefined || refIdGiven === null
        ? undefined
        : readLenient(text, refIdGiven, 'refId', context)

  const apiRequestIdGiven = payload.apiRequestId
  const apiRequestId =
    typeof apiRequestIdGiven === 'string' && (isStorable || isStorableText(apiRequestIdGiven))
      ? apiRequestIdGiven
      : apiRequestIdGiven === undefined || apiRequestIdGiven === null
        ? undefined
        : readLenient(text, apiRequestIdGiven, 'apiRequestId', context)

  const loyaltyEventIdGiven = payload.loyaltyEventId
  const loyaltyEventId =
    typeof loyaltyEventIdGiven === 'string' && (isStorable || isStorableText(loyaltyEventIdGiven))
      ? loyaltyEventIdGiven
      : loyaltyEventIdGiven === undefined || loyaltyEventIdGiven === null
        ? undefined
        : readLenient(text, loyaltyEventIdGiven, 'loyaltyEventId', context)

  const eventLogIdGiven = payload.eventLogId
  const eventLogId =
    typeof eventLogIdGiven === 'number' &&
    Number.isSafeInteger(eventLogIdGiven) &&
    (eventLogIdGiven !== 0 || 1 / eventLogIdGiven > 0)
      ? eventLogIdGiven
      : eventLogIdGiven === undefined || eventLogIdGiven === null
        ? undefined
        : readLenient(safeNumber, eventLogIdGiven, 'eventLogId', context)

  const timeStampGiven = payload.timeStamp
  const timeStamp =
    typeof timeStampGiven === 'number' &&
    Number.isSafeInteger(timeStampGiven) &&
    (timeStampGiven !== 0 || 1 / timeStampGiven > 0)
      ? timeStampGiven
      : timeStampGiven === undefined || timeStampGiven === null
        ? undefined
        : readLenient(safeNumber, timeStampGiven, 'timeStamp', context)

  const actionTypeGiven = payload.actionType
  const actionType =
    typeof actionTypeGiven === 'string' && (isStorable || isStorableText(actionTypeGiven))
      ? actionTypeGiven
      : actionTypeGiven === undefined || actionTypeGiven === null
        ? undefined
        : readLenient(text, actionTypeGiven, 'actionType', context)

  const consumerGroupIdGiven = payload.consumerGroupId
  const consumerGroupId =
    typeof consumerGroupIdGiven === 'string' && (isStorable || isStorableText(consumerGroupIdGiven))
      ? consumerGroupIdGiven
      : consumerGroupIdGiven === undefined || consumerGroupIdGiven === null
        ? undefined
        : readLenient(text, consumerGroupIdGiven, 'consumerGroupId', context)

  const traceAttributesGiven = payload.traceAttributes
  const traceAttributes = isObject(traceAttributesGiven)
    ? traceAttributesGiven
    : traceAttributesGiven === undefined || traceAttributesGiven === null
      ? undefined
      : readLenient(anyObject, traceAttributesGiven, 'traceAttributes', context)

  const data = payload.data
  if (!isObject(data)) return undefined

  // The fields of `data`
  const customerIdentifiers = data.customerIdentifiers
  if (!isObject(customerIdentifiers)) return undefined

  // The fields of `data.customerIdentifiers`
  const customerId = customerIdentifiers.customerId
  if (!(typeof customerId === 'number' && Number.isSafeInteger(customerId) && customerId >= 1)) return undefined

  const firstNameGiven = customerIdentifiers.firstName
  const firstName =
    typeof firstNameGiven === 'string' && (isStorable || isStorableText(firstNameGiven))
      ? firstNameGiven
      : firstNameGiven === undefined || firstNameGiven === null
        ? undefined
        : readLenient(text, firstNameGiven, 'data.customerIdentifiers.firstName', context)

  const lastNameGiven = customerIdentifiers.lastName
  const lastName =
    typeof lastNameGiven === 'string' && (isStorable || isStorableText(lastNameGiven))
      ? lastNameGiven
      : lastNameGiven === undefined || lastNameGiven === null
        ? undefined
        : readLenient(text, lastNameGiven, 'data.customerIdentifiers.lastName', context)

  const loyaltyTypeGiven = customerIdentifiers.loyaltyType
  const loyaltyType =
    typeof loyaltyTypeGiven === 'string' && (isStorable || isStorableText(loyaltyTypeGiven))
      ? loyaltyTypeGiven
      : loyaltyTypeGiven === undefined || loyaltyTypeGiven === null
        ? undefined
        : readLenient(text, loyaltyTypeGiven, 'data.customerIdentifiers.loyaltyType', context)

  const instoreGiven = customerIdentifiers.instore
  let instore: Instore | undefined
  if (isObject(instoreGiven)) instore = readInstore(instoreGiven, context)
  else if (instoreGiven !== undefined) leaveOut(instoreGiven, 'data.customerIdentifiers.instore', context)

  const others = readSources(customerIdentifiers, context)

  const loyaltyProgramId = data.loyaltyProgramId
  if (!(typeof loyaltyProgramId === 'number' && Number.isSafeInteger(loyaltyProgramId) && loyaltyProgramId >= 1))
    return undefined

  const partnerProgramId = data.partnerProgramId
  if (!(typeof partnerProgramId === 'number' && Number.isSafeInteger(partnerProgramId) && partnerProgramId >= 1))
    return undefined

  const partnerProgramNameGiven = data.partnerProgramName
  let partnerProgramName: string | undefined
  if (typeof partnerProgramNameGiven === 'string' && (isStorable || isStorableText(partnerProgramNameGiven)))
    partnerProgramName = partnerProgramNameGiven
  else if (partnerProgramNameGiven !== undefined && partnerProgramNameGiven !== null) {
    if (!text.is(partnerProgramNameGiven)) return undefined
    partnerProgramName = text.read(partnerProgramNameGiven, 'data.partnerProgramName', context)
  }

  const partnerProgramTypeGiven = data.partnerProgramType
  let partnerProgramType: string | undefined
  if (typeof partnerProgramTypeGiven === 'string' && (isStorable || isStorableText(partnerProgramTypeGiven)))
    partnerProgramType = partnerProgramTypeGiven
  else if (partnerProgramTypeGiven !== undefined && partnerProgramTypeGiven !== null) {
    if (!text.is(partnerProgramTypeGiven)) return undefined
    partnerProgramType = text.read(partnerProgramTypeGiven, 'data.partnerProgramType', context)
  }

  const entityInformationGiven = data.entityInformation
  let entityInformation: EntityInformation | undefined
  if (isObject(entityInformationGiven)) entityInformation = readEntityInformation(entityInformationGiven, context)
  else if (entityInformationGiven !== undefined) leaveOut(entityInformationGiven, 'data.entityInformation', context)

  const customerPartnerProgramDetailsGiven = data.customerPartnerProgramDetails
  let customerPartnerProgramDetails: Details | undefined
  if (customerPartnerProgramDetailsGiven !== undefined && customerPartnerProgramDetailsGiven !== null) {
    customerPartnerProgramDetails = readDetails(customerPartnerProgramDetailsGiven, context)
    if (customerPartnerProgramDetails === undefined) return undefined
  }

  const updateTypeGiven = data.updateType
  let updateType: string | undefined
  if (typeof updateTypeGiven === 'string' && (isStorable || isStorableText(updateTypeGiven)))
    updateType = updateTypeGiven
  else if (updateTypeGiven !== undefined && updateTypeGiven !== null) {
    if (!text.is(updateTypeGiven)) return undefined
    updateType = text.read(updateTypeGiven, 'data.updateType', context)
  }

  return toEvent(
    'partnerProgramUpdated',
    {
      orgId,
      createdAt,
      eventId,
      eventName,
      eventType,
      refId,
      apiRequestId,
      loyaltyEventId,
      eventLogId,
      timeStamp,
      actionType,
      consumerGroupId,
      traceAttributes,
      data: {
        customerIdentifiers: { customerId, firstName, lastName, loyaltyType, instore, others },
        loyaltyProgramId,
        partnerProgramId,
        partnerProgramName,
        partnerProgramType,
        entityInformation,
        customerPartnerProgramDetails,
        updateType,
      },
    },
    context,
  )
}

/** Reads the payload of a `supplementaryMembershipExpiryReminder`; `undefined` where it is ill typed. */
const decodeSupplementaryMembershipExpiryReminder: Decoder = (payload, context) => {
  const { isStorable } = context
  if (!isObject(payload)) return undefined

  const orgId = payload.orgId
  if (!(typeof orgId === 'number' && Number.isSafeInteger(orgId) && orgId >= 1)) return undefined

  const createdAt = payload.createdAt
  if (!isCreatedAt(createdAt)) return undefined

  const eventIdGiven = payload.eventId
  let eventId: string | undefined
  if (isEventId(eventIdGiven)) eventId = eventIdGiven
  else if (eventIdGiven !== undefined && eventIdGiven !== null) return undefined

  const eventNameGiven = payload.eventName
  let eventName: string | undefined
  if (typeof eventNameGiven === 'string') eventName = eventNameGiven
  else if (eventNameGiven !== undefined && eventNameGiven !== null) return undefined

  const eventTypeGiven = payload.eventType
  let eventType: string | undefined
  if (typeof eventTypeGiven === 'string') eventType = eventTypeGiven
  else if (eventTypeGiven !== undefined && eventTypeGiven !== null) return undefined

  const refIdGiven = payload.refId
  const refId =
    typeof refIdGiven === 'string' && (isStorable || isStorableText(refIdGiven))
      ? refIdGiven
      : refIdGiven === undefined || refIdGiven === null
        ? undefined
        : readLenient(text, refIdGiven, 'refId', context)

  const apiRequestIdGiven = payload.apiRequestId
  const apiRequestId =
    typeof apiRequestIdGiven === 'string' && (isStorable || isStorableText(apiRequestIdGiven))
      ? apiRequestIdGiven
      : apiRequestIdGiven === undefined || apiRequestIdGiven === null
        ? undefined
        : readLenient(text, apiRequestIdGiven, 'apiRequestId', context)

  const loyaltyEventIdGiven = payload.loyaltyEventId
  const loyaltyEventId =
    typeof loyaltyEventIdGiven === 'string' && (isStorable || isStorableText(loyaltyEventIdGiven))
      ? loyaltyEventIdGiven
      : loyaltyEventIdGiven === undefined || loyaltyEventIdGiven === null
        ? undefined
        : readLenient(text, loyaltyEventIdGiven, 'loyaltyEventId', context)

  const eventLogIdGiven = payload.eventLogId
  const eventLogId =
    typeof eventLogIdGiven === 'number' &&
    Number.isSafeInteger(eventLogIdGiven) &&
    (eventLogIdGiven !== 0 || 1 / eventLogIdGiven > 0)
      ? eventLogIdGiven
      : eventLogIdGiven === undefined || eventLogIdGiven === null
        ? undefined
        : readLenient(safeNumber, eventLogIdGiven, 'eventLogId', context)

  const timeStampGiven = payload.timeStamp
  const timeStamp =
    typeof timeStampGiven === 'number' &&
    Number.isSafeInteger(timeStampGiven) &&
    (timeStampGiven !== 0 || 1 / timeStampGiven > 0)
      ? timeStampGiven
      : timeStampGiven === undefined || timeStampGiven === null
        ? undefined
        : readLenient(safeNumber, timeStampGiven, 'timeStamp', context)

  const actionTypeGiven = payload.actionType
  const actionType =
    typeof actionTypeGiven === 'string' && (isStorable || isStorableText(actionTypeGiven))
      ? actionTypeGiven
      : actionTypeGiven === undefined || actionTypeGiven === null
        ? undefined
        : readLenient(text, actionTypeGiven, 'actionType', context)

  const consumerGroupIdGiven = payload.consumerGroupId
  const consumerGroupId =
    typeof consumerGroupIdGiven === 'string' && (isStorable || isStorableText(consumerGroupIdGiven))
      ? consumerGroupIdGiven
      : consumerGroupIdGiven === undefined || consumerGroupIdGiven === null
        ? undefined
        : readLenient(text, consumerGroupIdGiven, 'consumerGroupId', context)

  const traceAttributesGiven = payload.traceAttributes
  const traceAttributes = isObject(traceAttributesGiven)
    ? traceAttributesGiven
    : traceAttributesGiven === undefined || traceAttributesGiven === null
      ? undefined
      : readLenient(anyObject, traceAttributesGiven, 'traceAttributes', context)

  const data = payload.data
  if (!isObject(data)) return undefined

  // The fields of `data`
  const customerIdentifiers = data.customerIdentifiers
  if (!isObject(customerIdentifiers)) return undefined

  // The fields of `data.customerIdentifiers`
  const customerId = customerIdentifiers.customerId
  if (!(typeof customerId === 'number' && Number.isSafeInteger(customerId) && customerId >= 1)) return undefined

  const firstNameGiven = customerIdentifiers.firstName
  const firstName =
    typeof firstNameGiven === 'string' && (isStorable || isStorableText(firstNameGiven))
      ? firstNameGiven
      : firstNameGiven === undefined || firstNameGiven === null
        ? undefined
        : readLenient(text, firstNameGiven, 'data.customerIdentifiers.firstName', context)

  const lastNameGiven = customerIdentifiers.lastName
  const lastName =
    typeof lastNameGiven === 'string' && (isStorable || isStorableText(lastNameGiven))
      ? lastNameGiven
      : lastNameGiven === undefined || lastNameGiven === null
        ? undefined
        : readLenient(text, lastNameGiven, 'data.customerIdentifiers.lastName', context)

  const loyaltyTypeGiven = customerIdentifiers.loyaltyType
  const loyaltyType =
    typeof loyaltyTypeGiven === 'string' && (isStorable || isStorableText(loyaltyTypeGiven))
      ? loyaltyTypeGiven
      : loyaltyTypeGiven === undefined || loyaltyTypeGiven === null
        ? undefined
        : readLenient(text, loyaltyTypeGiven, 'data.customerIdentifiers.loyaltyType', context)

  const instoreGiven = customerIdentifiers.instore
  let instore: Instore | undefined
  if (isObject(instoreGiven)) instore = readInstore(instoreGiven, context)
  else if (instoreGiven !== undefined) leaveOut(instoreGiven, 'data.customerIdentifiers.instore', context)

  const others = readSources(customerIdentifiers, context)

  const loyaltyProgramId = data.loyaltyProgramId
  if (!(typeof loyaltyProgramId === 'number' && Number.isSafeInteger(loyaltyProgramId) && loyaltyProgramId >= 1))
    return undefined

  const partnerProgramId = data.partnerProgramId
  if (!(typeof partnerProgramId === 'number' && Number.isSafeInteger(partnerProgramId) && partnerProgramId >= 1))
    return undefined

  const partnerProgramNameGiven = data.partnerProgramName
  let partnerProgramName: string | undefined
  if (typeof partnerProgramNameGiven === 'string' && (isStorable || isStorableText(partnerProgramNameGiven)))
    partnerProgramName = partnerProgramNameGiven
  else if (partnerProgramNameGiven !== undefined && partnerProgramNameGiven !== null) {
    if (!text.is(partnerProgramNameGiven)) return undefined
    partnerProgramName = text.read(partnerProgramNameGiven, 'data.partnerProgramName', context)
  }

  const partnerProgramTypeGiven = data.partnerProgramType
  let partnerProgramType: string | undefined
  if (typeof partnerProgramTypeGiven === 'string' && (isStorable || isStorableText(partnerProgramTypeGiven)))
    partnerProgramType = partnerProgramTypeGiven
  else if (partnerProgramTypeGiven !== undefined && partnerProgramTypeGiven !== null) {
    if (!text.is(partnerProgramTypeGiven)) return undefined
    partnerProgramType = text.read(partnerProgramTypeGiven, 'data.partnerProgramType', context)
  }

  const entityInformationGiven = data.entityInformation
  let entityInformation: EntityInformation | undefined
  if (isObject(entityInformationGiven)) entityInformation = readEntityInformation(entityInformationGiven, context)
  else if (entityInformationGiven !== undefined) leaveOut(entityInformationGiven, 'data.entityInformation', context)

  const scheduledExpiryDateGiven = data.scheduledExpiryDate
  let scheduledExpiryDate: string | DateText | undefined
  if (isBareDay(scheduledExpiryDateGiven)) scheduledExpiryDate = scheduledExpiryDateGiven
  else if (scheduledExpiryDateGiven !== undefined && scheduledExpiryDateGiven !== null) {
    if (!dateText.is(scheduledExpiryDateGiven)) return undefined
    scheduledExpiryDate = dateText.read(scheduledExpiryDateGiven, 'data.scheduledExpiryDate', context)
  }

  return toEvent(
    'supplementaryMembershipExpiryReminder',
    {
      orgId,
      createdAt,
      eventId,
      eventName,
      eventType,
      refId,
      apiRequestId,
      loyaltyEventId,
      eventLogId,
      timeStamp,
      actionType,
      consumerGroupId,
      traceAttributes,
      data: {
        customerIdentifiers: { customerId, firstName, lastName, loyaltyType, instore, others },
        loyaltyProgramId,
        partnerProgramId,
        partnerProgramName,
        partnerProgramType,
        entityInformation,
        scheduledExpiryDate,
      },
    },
    context,
  )
}

/**
 * Reads `data.customerIdentifiers.instore.cardNumbers`.
 * A list with an ill-typed item is left out whole, with a warning.
 */
const readCardNumbers = (value: unknown, context: DecodeContext): readonly string[] | undefined => {
  const { isStorable } = context

  if (!Array.isArray(value)) {
    leaveOut(value, 'data.customerIdentifiers.instore.cardNumbers', context)
    return undefined
  }
  for (const item of value as readonly unknown[]) {
    if (!(typeof item === 'string' && (isStorable || isStorableText(item))))
      return readList(digits, value, 'data.customerIdentifiers.instore.cardNumbers', context)
  }
  return value as readonly string[]
}

/**
 * Reads `data.customerIdentifiers.instore`.
 * An ill-typed field is left out, with a warning.
 */
const readInstore = (object: JsonObject, context: DecodeContext): Instore => {
  const { isStorable } = context
  const read: Mutable<Instore> = {}

  const idGiven = object.id
  const id =
    typeof idGiven === 'number' && Number.isSafeInteger(idGiven) && (idGiven !== 0 || 1 / idGiven > 0)
      ? idGiven
      : idGiven === undefined || idGiven === null
        ? undefined
        : readLenient(safeNumber, idGiven, 'data.customerIdentifiers.instore.id', context)
  if (id !== undefined) read.id = id

  const mobileGiven = object.mobile
  const mobile =
    typeof mobileGiven === 'string' && (isStorable || isStorableText(mobileGiven))
      ? mobileGiven
      : mobileGiven === undefined || mobileGiven === null
        ? undefined
        : readLenient(digits, mobileGiven, 'data.customerIdentifiers.instore.mobile', context)
  if (mobile !== undefined) read.mobile = mobile

  const emailGiven = object.email
  const email =
    typeof emailGiven === 'string' && (isStorable || isStorableText(emailGiven))
      ? emailGiven
      : emailGiven === undefined || emailGiven === null
        ? undefined
        : readLenient(text, emailGiven, 'data.customerIdentifiers.instore.email', context)
  if (email !== undefined) read.email = email

  const externalIdGiven = object.externalId
  const externalId =
    typeof externalIdGiven === 'string' && (isStorable || isStorableText(externalIdGiven))
      ? externalIdGiven
      : externalIdGiven === undefined || externalIdGiven === null
        ? undefined
        : readLenient(digits, externalIdGiven, 'data.customerIdentifiers.instore.externalId', context)
  if (externalId !== undefined) read.externalId = externalId

  const cardnumberGiven = object.cardnumber
  const cardnumber =
    typeof cardnumberGiven === 'string' && (isStorable || isStorableText(cardnumberGiven))
      ? cardnumberGiven
      : cardnumberGiven === undefined || cardnumberGiven === null
        ? undefined
        : readLenient(digits, cardnumberGiven, 'data.customerIdentifiers.instore.cardnumber', context)
  if (cardnumber !== undefined) read.cardnumber = cardnumber

  const cardexternalidGiven = object.cardexternalid
  const cardexternalid =
    typeof cardexternalidGiven === 'string' && (isStorable || isStorableText(cardexternalidGiven))
      ? cardexternalidGiven
      : cardexternalidGiven === undefined || cardexternalidGiven === null
        ? undefined
        : readLenient(digits, cardexternalidGiven, 'data.customerIdentifiers.instore.cardexternalid', context)
  if (cardexternalid !== undefined) read.cardexternalid = cardexternalid

  const cardNumbersGiven = object.cardNumbers
  const cardNumbers =
    cardNumbersGiven === undefined || cardNumbersGiven === null ? undefined : readCardNumbers(cardNumbersGiven, context)
  if (cardNumbers !== undefined) read.cardNumbers = cardNumbers

  return read
}

/**
 * Reads `data.customerIdentifiers.<source>.accounts.<account>.identifiers.<identifier>`.
 * An ill-typed field is left out, with a warning.
 */
const readIdentifier = (
  object: JsonObject,
  source: string,
  accountIndex: number,
  identifierIndex: number,
  context: DecodeContext,
): Identifier => {
  const { isStorable } = context
  const read: Mutable<Identifier> = {}

  const identifierTypeGiven = object.identifierType
  const identifierType =
    typeof identifierTypeGiven === 'string' && (isStorable || isStorableText(identifierTypeGiven))
      ? identifierTypeGiven
      : identifierTypeGiven === undefined || identifierTypeGiven === null
        ? undefined
        : readLenient(
            text,
            identifierTypeGiven,
            `data.customerIdentifiers.${printable(source)}.accounts.${accountIndex}.identifiers.${identifierIndex}.identifierType`,
            context,
          )
  if (identifierType !== undefined) read.identifierType = identifierType

  const identifierValueGiven = object.identifierValue
  const identifierValue =
    typeof identifierValueGiven === 'string' && (isStorable || isStorableText(identifierValueGiven))
      ? identifierValueGiven
      : identifierValueGiven === undefined || identifierValueGiven === null
        ? undefined
        : readLenient(
            digits,
            identifierValueGiven,
            `data.customerIdentifiers.${printable(source)}.accounts.${accountIndex}.identifiers.${identifierIndex}.identifierValue`,
            context,
          )
  if (identifierValue !== undefined) read.identifierValue = identifierValue

  return read
}

/**
 * Reads `data.customerIdentifiers.<source>.accounts.<account>.identifiers`.
 * A list with an ill-typed item is left out whole, with a warning.
 */
const readIdentifiers = (
  value: unknown,
  source: string,
  accountIndex: number,
  context: DecodeContext,
): readonly Identifier[] | undefined => {
  if (!isListOfObjects(value)) {
    leaveOut(value, `data.customerIdentifiers.${printable(source)}.accounts.${accountIndex}.identifiers`, context)
    return undefined
  }
  const items: Identifier[] = []
  for (const item of value) items.push(readIdentifier(item, source, accountIndex, items.length, context))
  return items
}

/**
 * Reads `data.customerIdentifiers.<source>.accounts.<account>`.
 * An ill-typed field is left out, with a warning.
 */
const readAccount = (object: JsonObject, source: string, accountIndex: number, context: DecodeContext): Account => {
  const { isStorable } = context
  const read: Mutable<Account> = {}

  const accountIdGiven = object.accountId
  const accountId =
    typeof accountIdGiven === 'string' && (isStorable || isStorableText(accountIdGiven))
      ? accountIdGiven
      : accountIdGiven === undefined || accountIdGiven === null
        ? undefined
        : readLenient(
            digits,
            accountIdGiven,
            `data.customerIdentifiers.${printable(source)}.accounts.${accountIndex}.accountId`,
            context,
          )
  if (accountId !== undefined) read.accountId = accountId

  const identifiersGiven = object.identifiers
  const identifiers =
    identifiersGiven === undefined || identifiersGiven === null
      ? undefined
      : readIdentifiers(identifiersGiven, source, accountIndex, context)
  if (identifiers !== undefined) read.identifiers = identifiers

  return read
}

/**
 * Reads `data.customerIdentifiers.<source>.accounts`.
 * A list with an ill-typed item is left out whole, with a warning.
 */
const readAccounts = (value: unknown, source: string, context: DecodeContext): readonly Account[] | undefined => {
  if (!isListOfObjects(value)) {
    leaveOut(value, `data.customerIdentifiers.${printable(source)}.accounts`, context)
    return undefined
  }
  const items: Account[] = []
  for (const item of value) items.push(readAccount(item, source, items.length, context))
  return items
}

/**
 * Reads `data.customerIdentifiers.<source>`.
 * An ill-typed field is left out, with a warning.
 */
const readSource = (object: JsonObject, source: string, context: DecodeContext): Source => {
  const read: Mutable<Source> = {}

  const accountsGiven = object.accounts
  const accounts =
    accountsGiven === undefined || accountsGiven === null ? undefined : readAccounts(accountsGiven, source, context)
  if (accounts !== undefined) read.accounts = accounts

  return read
}

/**
 * Reads the fields of `data.customerIdentifiers` that its codec does not name. Each is a source.
 */
const readSources = (object: JsonObject, context: DecodeContext): ReadonlyMap<string, Source> | undefined => {
  let read: Map<string, Source> | undefined
  for (const source in object) {
    if (
      source === 'customerId' ||
      source === 'firstName' ||
      source === 'lastName' ||
      source === 'loyaltyType' ||
      source === 'instore'
    )
      continue
    const given = object[source]
    if (given === null || !Object.hasOwn(object, source)) continue
    if (isObject(given)) {
      const name = context.isStorable
        ? source
        : storableText(source, `data.customerIdentifiers.${printable(source)}`, context)
      read ??= new Map()
      read.set(name, readSource(given, source, context))
    } else leaveOut(given, `data.customerIdentifiers.${printable(source)}`, context)
  }
  return read
}

/**
 * Reads `data.entityInformation`.
 * An ill-typed field is left out, with a warning.
 */
const readEntityInformation = (object: JsonObject, context: DecodeContext): EntityInformation => {
  const { isStorable } = context
  const read: Mutable<EntityInformation> = {}

  const entityTypeGiven = object.entityType
  const entityType =
    typeof entityTypeGiven === 'string' && (isStorable || isStorableText(entityTypeGiven))
      ? entityTypeGiven
      : entityTypeGiven === undefined || entityTypeGiven === null
        ? undefined
        : readLenient(text, entityTypeGiven, 'data.entityInformation.entityType', context)
  if (entityType !== undefined) read.entityType = entityType

  const entityIdGiven = object.entityId
  const entityId =
    typeof entityIdGiven === 'number' &&
    Number.isSafeInteger(entityIdGiven) &&
    (entityIdGiven !== 0 || 1 / entityIdGiven > 0)
      ? entityIdGiven
      : entityIdGiven === undefined || entityIdGiven === null
        ? undefined
        : readLenient(safeNumber, entityIdGiven, 'data.entityInformation.entityId', context)
  if (entityId !== undefined) read.entityId = entityId

  return read
}

/**
 * Reads `data.customerPartnerProgramDetails`.
 * Returns `undefined` where the object or one of its fields is ill typed.
 */
const readDetails = (value: unknown, context: DecodeContext): Details | undefined => {
  const { isStorable } = context
  if (!isObject(value)) return undefined
  const read: Mutable<Details> = {}

  const partnerTierNumberGiven = value.partnerTierNumber
  let partnerTierNumber: number | undefined
  if (
    typeof partnerTierNumberGiven === 'number' &&
    Number.isSafeInteger(partnerTierNumberGiven) &&
    (partnerTierNumberGiven !== 0 || 1 / partnerTierNumberGiven > 0)
  )
    partnerTierNumber = partnerTierNumberGiven
  else if (partnerTierNumberGiven !== undefined && partnerTierNumberGiven !== null) {
    if (!wholeNumber.is(partnerTierNumberGiven)) return undefined
    partnerTierNumber = wholeNumber.read(
      partnerTierNumberGiven,
      'data.customerPartnerProgramDetails.partnerTierNumber',
      context,
    )
  }
  if (partnerTierNumber !== undefined) read.partnerTierNumber = partnerTierNumber

  const partnerTierExpiryDateGiven = value.partnerTierExpiryDate
  let partnerTierExpiryDate: string | DateText | undefined
  if (isBareDay(partnerTierExpiryDateGiven)) partnerTierExpiryDate = partnerTierExpiryDateGiven
  else if (partnerTierExpiryDateGiven !== undefined && partnerTierExpiryDateGiven !== null) {
    if (!dateText.is(partnerTierExpiryDateGiven)) return undefined
    partnerTierExpiryDate = dateText.read(
      partnerTierExpiryDateGiven,
      'data.customerPartnerProgramDetails.partnerTierExpiryDate',
      context,
    )
  }
  if (partnerTierExpiryDate !== undefined) read.partnerTierExpiryDate = partnerTierExpiryDate

  const partnerTierExpiryDateInMillisGiven = value.partnerTierExpiryDateInMillis
  let partnerTierExpiryDateInMillis: number | undefined
  if (
    typeof partnerTierExpiryDateInMillisGiven === 'number' &&
    Number.isSafeInteger(partnerTierExpiryDateInMillisGiven) &&
    (partnerTierExpiryDateInMillisGiven !== 0 || 1 / partnerTierExpiryDateInMillisGiven > 0) &&
    Math.abs(partnerTierExpiryDateInMillisGiven) <= lastInstant
  )
    partnerTierExpiryDateInMillis = partnerTierExpiryDateInMillisGiven
  else if (partnerTierExpiryDateInMillisGiven !== undefined && partnerTierExpiryDateInMillisGiven !== null) {
    if (!instant.is(partnerTierExpiryDateInMillisGiven)) return undefined
    partnerTierExpiryDateInMillis = instant.read(
      partnerTierExpiryDateInMillisGiven,
      'data.customerPartnerProgramDetails.partnerTierExpiryDateInMillis',
      context,
    )
  }
  if (partnerTierExpiryDateInMillis !== undefined) read.partnerTierExpiryDateInMillis = partnerTierExpiryDateInMillis

  const membershipNumberGiven = value.membershipNumber
  let membershipNumber: string | undefined
  if (typeof membershipNumberGiven === 'string' && (isStorable || isStorableText(membershipNumberGiven)))
    membershipNumber = membershipNumberGiven
  else if (membershipNumberGiven !== undefined && membershipNumberGiven !== null) {
    if (!digits.is(membershipNumberGiven)) return undefined
    membershipNumber = digits.read(
      membershipNumberGiven,
      'data.customerPartnerProgramDetails.membershipNumber',
      context,
    )
  }
  if (membershipNumber !== undefined) read.membershipNumber = membershipNumber

  const membershipExpiryDateGiven = value.membershipExpiryDate
  let membershipExpiryDate: string | DateText | undefined
  if (isBareDay(membershipExpiryDateGiven)) membershipExpiryDate = membershipExpiryDateGiven
  else if (membershipExpiryDateGiven !== undefined && membershipExpiryDateGiven !== null) {
    if (!dateText.is(membershipExpiryDateGiven)) return undefined
    membershipExpiryDate = dateText.read(
      membershipExpiryDateGiven,
      'data.customerPartnerProgramDetails.membershipExpiryDate',
      context,
    )
  }
  if (membershipExpiryDate !== undefined) read.membershipExpiryDate = membershipExpiryDate

  const membershipExpiryDateInMillisGiven = value.membershipExpiryDateInMillis
  let membershipExpiryDateInMillis: number | undefined
  if (
    typeof membershipExpiryDateInMillisGiven === 'number' &&
    Number.isSafeInteger(membershipExpiryDateInMillisGiven) &&
    (membershipExpiryDateInMillisGiven !== 0 || 1 / membershipExpiryDateInMillisGiven > 0) &&
    Math.abs(membershipExpiryDateInMillisGiven) <= lastInstant
  )
    membershipExpiryDateInMillis = membershipExpiryDateInMillisGiven
  else if (membershipExpiryDateInMillisGiven !== undefined && membershipExpiryDateInMillisGiven !== null) {
    if (!instant.is(membershipExpiryDateInMillisGiven)) return undefined
    membershipExpiryDateInMillis = instant.read(
      membershipExpiryDateInMillisGiven,
      'data.customerPartnerProgramDetails.membershipExpiryDateInMillis',
      context,
    )
  }
  if (membershipExpiryDateInMillis !== undefined) read.membershipExpiryDateInMillis = membershipExpiryDateInMillis

  return read
}

/** The decoder of each event. A decoder returns `undefined` for exactly those payloads that the event's codec refuses. */
export const decoders: Readonly<Record<EventType, Decoder>> = {
  partnerProgramDelinked: decodePartnerProgramDelinked,
  partnerProgramLinked: decodePartnerProgramLinked,
  partnerProgramUpdated: decodePartnerProgramUpdated,
  supplementaryMembershipExpiryReminder: decodeSupplementaryMembershipExpiryReminder,
}
