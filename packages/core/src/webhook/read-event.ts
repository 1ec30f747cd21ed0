import { isLeft } from 'fp-ts/lib/Either.js'

import type { EventType, PartnerProgramEvent } from '../membership/event.js'
import type { Codec } from './codec/combinators.js'
import { addErrors } from './codec/issues.js'
import { anyPayload, payloads, unknownPayload } from './codec/payload.js'
import { addWarning, type DecodeContext, hasWarningAt } from './decode-context.js'
import { deriveEventId } from './event-id.js'
import { decoders } from './generated/decoders.js'

/**
 * The event of this type that a payload states; `undefined` with the issues in the context where it states none. The
 * generated decoder reads a well-typed payload. Only an ill-typed one goes through io-ts, which names every fault.
 */
export const readEvent = (
  type: EventType | 'unknown' | undefined,
  payload: unknown,
  context: DecodeContext,
): PartnerProgramEvent | undefined => {
  if (type === undefined || type === 'unknown') {
    addIssuesOf(type === undefined ? anyPayload : unknownPayload, payload, context)
    return undefined
  }
  const event = decoders[type](payload, context)
  if (event !== undefined) return completed(event, context)
  addIssuesOf(payloads[type], payload, context)
  return undefined
}

const addIssuesOf = (codec: Codec, payload: unknown, context: DecodeContext): void => {
  const decoded = codec.decode(payload)
  if (isLeft(decoded)) addErrors(context, decoded.left)
}

/** The event with an id, and with a warning where a reminder states no date. */
const completed = (event: PartnerProgramEvent, context: DecodeContext): PartnerProgramEvent => {
  if (event.type === 'supplementaryMembershipExpiryReminder' && event.scheduledExpiryDate === undefined) {
    const isStated = event.scheduledExpiryDateInMillis !== undefined || hasWarningAt(context, reminderDate)
    if (!isStated) addWarning(context, 'absent', reminderDate)
  }
  if (event.eventId !== '') return event
  addWarning(context, 'derived', 'eventId')
  return { ...event, eventId: deriveEventId(event) }
}

const reminderDate = 'data.scheduledExpiryDate'
