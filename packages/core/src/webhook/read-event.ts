import { isLeft } from 'fp-ts/lib/Either.js'

import type { EventType, PartnerProgramEvent } from '../membership/event.js'
import type { Codec } from './codec/combinators.js'
import { addErrors } from './codec/issues.js'
import { anyPayload, payloads, unknownPayload } from './codec/payload.js'
import { readerOf } from './codec/reader.js'
import { deriveEventId } from './event-id.js'
import { addWarning, type Notes, warnsOf } from './notes.js'
import { type Payload, toEvent } from './to-event.js'

/**
 * The event of this name that a payload states, or `undefined` with the reasons in the notes. What is well typed is read
 * in one go; only a payload that is not goes through io-ts, which knows every reason.
 */
export const readEvent = (
  type: EventType | 'unknown' | undefined,
  payload: unknown,
  notes: Notes,
): PartnerProgramEvent | undefined => {
  if (type === undefined || type === 'unknown') {
    explain(type === undefined ? anyPayload : unknownPayload, payload, notes)
    return undefined
  }
  const read = readers[type](payload, notes)
  if (notes.refused || read === undefined) {
    explain(payloads[type], payload, notes)
    return undefined
  }
  warnOfAbsent(type, read, notes)
  const event = toEvent(type, read, read.eventId ?? '')
  return read.eventId === undefined ? { ...event, eventId: deriveEventId(event) } : event
}

const readers: Readonly<Record<EventType, (payload: unknown, notes: Notes) => Payload | undefined>> = {
  partnerProgramDelinked: readerOf(payloads.partnerProgramDelinked),
  partnerProgramLinked: readerOf(payloads.partnerProgramLinked),
  partnerProgramUpdated: readerOf(payloads.partnerProgramUpdated),
  supplementaryMembershipExpiryReminder: readerOf(payloads.supplementaryMembershipExpiryReminder),
}

const explain = (codec: Codec, payload: unknown, notes: Notes): void => {
  const decoded = codec.decode(payload)
  if (isLeft(decoded)) addErrors(notes, decoded.left)
}

/** What other events of its kind state, or state whole. */
const warnOfAbsent = (type: EventType, { eventId, data }: Payload, notes: Notes): void => {
  const { entityInformation: entity, scheduledExpiryDate } = data
  if (eventId === undefined) addWarning(notes, 'derived', 'eventId')
  if (entity !== undefined && (entity.entityType === undefined || entity.entityId === undefined)) {
    addWarning(notes, 'absent', 'data.entityInformation')
  }
  if (type !== 'supplementaryMembershipExpiryReminder' || scheduledExpiryDate !== undefined) return
  if (!warnsOf(notes, reminderDate)) addWarning(notes, 'absent', reminderDate)
}

const reminderDate = 'data.scheduledExpiryDate'
