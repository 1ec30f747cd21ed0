import { isLeft } from 'fp-ts/lib/Either.js'

import type { EventType, PartnerProgramEvent } from '../membership/event.js'
import type { Codec } from './codec/combinators.js'
import { keptReaderOf, predicateOf, readerOf } from './codec/compile.js'
import { addErrors } from './codec/issues.js'
import { anyPayload, payloads, unknownPayload } from './codec/payload.js'
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
  const { readKept, isWellTyped, read } = languages[type]
  const kept = readKept(payload, notes)
  if (kept === undefined && !isWellTyped(payload)) {
    explain(payloads[type], payload, notes)
    return undefined
  }
  const stated = kept ?? read(payload, notes)
  warnOfAbsent(type, stated, notes)
  const event = toEvent(type, stated, stated.eventId ?? '')
  return stated.eventId === undefined ? { ...event, eventId: deriveEventId(event) } : event
}

/** What a payload of one event is asked, and how it is read. */
interface Language {
  /** Of a payload that is kept as it is; `undefined` of others. */
  readonly readKept: (payload: unknown, notes: Notes) => Payload | undefined
  readonly isWellTyped: (payload: unknown) => boolean
  readonly read: (payload: unknown, notes: Notes) => Payload
}

const languageOf = (type: EventType): Language => {
  const read = readerOf(payloads[type])
  return {
    readKept: keptReaderOf(payloads[type]) as Language['readKept'],
    isWellTyped: predicateOf(payloads[type]),
    read: (payload, notes) => read(payload, '', '', notes) as Payload,
  }
}

const languages: Readonly<Record<EventType, Language>> = {
  partnerProgramDelinked: languageOf('partnerProgramDelinked'),
  partnerProgramLinked: languageOf('partnerProgramLinked'),
  partnerProgramUpdated: languageOf('partnerProgramUpdated'),
  supplementaryMembershipExpiryReminder: languageOf('supplementaryMembershipExpiryReminder'),
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
