import type { Append, Position, StreamName, Version } from '@partner-ledger/core/store'

import { bodyChecksum, type Cell } from '../schema/checksum.js'
import { parts, typeCodes } from '../schema/layout.js'
import { type EventNumbers, eventText, eventTextSuffix } from './event-text.js'
import { boundId, idText } from './id.js'
import { personalText } from './personal-text.js'
import { eventChecksum, personalChecksum } from './rows.js'

/** One Append without its version and position. It shares nothing with the caller, who may go on to change its objects. */
export interface Draft {
  readonly stream: StreamName
  readonly expected: Version | 'any'
  readonly recordedAt: number | undefined
  readonly id: string | Uint8Array
  readonly idText: string
  readonly eventTextSuffix: string
  readonly personalText: string
  readonly body: Uint8Array | undefined
}

/** The numbers of an event, which are known in the transaction only. */
export interface EventPosition extends EventNumbers {
  readonly position: Position
}

export const draftOf = ({ stream, expected, recordedAt, event }: Append): Draft => {
  const given = (event.personal === undefined ? 0 : parts.personal) + (event.body === undefined ? 0 : parts.body)
  const type = codes.get(event.type) ?? event.type
  const { occurredAt, schema, facts, personal = {} } = event
  return {
    stream,
    expected,
    recordedAt,
    id: boundId(event.id),
    idText: idText(event.id),
    eventTextSuffix: eventTextSuffix({ type, occurredAt, schema, parts: given, facts }),
    personalText: personalText(personal),
    // A copy, and out of the pool of Buffers where it is short: memory of its own for each costs more than the copying.
    body: event.body === undefined ? undefined : Buffer.from(event.body),
  }
}

/** The cells of the event's row. */
export const eventCells = (draft: Draft, numbers: EventPosition): Cell[] => {
  const { position, tenant, stream, version } = numbers
  const text = eventText(numbers, draft.eventTextSuffix)
  return [position, tenant, stream, version, draft.id, text, eventChecksum(position, draft.idText, text)]
}

/** The cells of the personal part's row. */
export const personalCells = (position: Position, { personalText: text }: Draft): Cell[] => [
  position,
  text,
  personalChecksum(position, text),
]

/** The cells of the body's row. */
export const bodyCells = (position: Position, body: Uint8Array): Cell[] => [
  position,
  body,
  bodyChecksum(position, body),
]

const codes = new Map<string, number>(typeCodes.map((type, index) => [type, index + 1]))
