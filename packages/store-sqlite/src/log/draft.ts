import type { Append, Position, StreamName, Version } from '@partner-ledger/core/store'

import { bodyChecksum, type Cell } from '../schema/checksum.js'
import { parts, typeCodes } from '../schema/layout.js'
import { boundId, idText } from './id.js'
import { personalText } from './personal-text.js'
import { eventChecksum, keptChecksum } from './rows.js'
import { type Placed, eventTextSuffix, eventText } from './event-text.js'

/** One Append but for its place. It shares nothing with the caller, who may go on to change its objects. */
export interface Draft {
  readonly stream: StreamName
  readonly expected: Version | 'any'
  readonly recordedAt: number | undefined
  readonly id: string | Uint8Array
  readonly idText: string
  /** What the event tells, but for its place. */
  readonly tail: string
  readonly kept: string
  readonly body: Uint8Array | undefined
}

/** Where an event comes to stand, which is known in the transaction only. */
export interface EventPosition extends Placed {
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
    tail: eventTextSuffix({ type, occurredAt, schema, parts: given, facts }),
    kept: personalText(personal),
    // A copy, and out of the pool of Buffers where it is short: memory of its own for each costs more than the copying.
    body: event.body === undefined ? undefined : Buffer.from(event.body),
  }
}

/** The cells of the event's row. */
export const eventCells = ({ id, idText, tail }: Draft, place: EventPosition): Cell[] => {
  const { position, tenant, stream, version } = place
  const told = eventText(place, tail)
  return [position, tenant, stream, version, id, told, eventChecksum(position, idText, told)]
}

/** The cells of the personal part's row. */
export const personalCells = (position: Position, { kept }: Draft): Cell[] => [
  position,
  kept,
  keptChecksum(position, kept),
]

/** The cells of the body's row. */
export const bodyCells = (position: Position, body: Uint8Array): Cell[] => [
  position,
  body,
  bodyChecksum(position, body),
]

const codes = new Map<string, number>(typeCodes.map((type, index) => [type, index + 1]))
