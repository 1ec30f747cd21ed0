import type { EventType, PartnerProgramEvent } from '../membership/event.js'
import { newDecodeContext } from '../webhook/decode-context.js'
import { readEvent } from '../webhook/read-event.js'

/**
 * The event of this type that a parsed payload states: the codec alone, so that it can be measured. The payload is taken for
 * plain JSON, whose texts need no character replaced.
 */
export const decodePayload = (type: EventType, payload: unknown): PartnerProgramEvent | undefined =>
  readEvent(type, payload, { ...newDecodeContext(), isStorable: true })
