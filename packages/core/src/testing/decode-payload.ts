import type { EventType, PartnerProgramEvent } from '../membership/event.js'
import { emptyNotes } from '../webhook/notes.js'
import { readEvent } from '../webhook/read-event.js'

/**
 * The event of this name that a parsed payload states: the codec alone, without the door before it, so as to be timed. As
 * behind the door, of an ordinary body: none of its texts has a character that is to be replaced.
 */
export const decodePayload = (type: EventType, payload: unknown): PartnerProgramEvent | undefined =>
  readEvent(type, payload, { ...emptyNotes(), isStorable: true })
