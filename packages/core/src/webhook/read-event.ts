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
  const event = readKept(payload, notes)
  if (event !== undefined) return completed(event, notes)
  if (isWellTyped(payload)) return completed(read(payload, notes), notes)
  explain(payloads[type], payload, notes)
  return undefined
}

/** What a payload of one event is asked, and how it is read. */
interface Language {
  /** Of a payload that leaves nothing to tell; `undefined` of others. */
  readonly readKept: (payload: unknown, notes: Notes) => PartnerProgramEvent | undefined
  readonly isWellTyped: (payload: unknown) => boolean
  readonly read: (payload: unknown, notes: Notes) => PartnerProgramEvent
}

const languageOf = (type: EventType): Language => {
  const read = readerOf(payloads[type])
  return {
    readKept: keptReaderOf(payloads[type], (payload, notes) => toEvent(type, payload, notes)),
    isWellTyped: predicateOf(payloads[type]),
    read: (payload, notes) => toEvent(type, read(payload, '', '', notes) as Payload, notes),
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

/** The event with an id, and a warning of what other events of its kind state. */
const completed = (event: PartnerProgramEvent, notes: Notes): PartnerProgramEvent => {
  if (event.type === 'supplementaryMembershipExpiryReminder' && event.scheduledExpiryDate === undefined) {
    if (!warnsOf(notes, reminderDate)) addWarning(notes, 'absent', reminderDate)
  }
  if (event.eventId !== '') return event
  addWarning(notes, 'derived', 'eventId')
  return { ...event, eventId: deriveEventId(event) }
}

const reminderDate = 'data.scheduledExpiryDate'
