import type { Append, Position, StreamName, Version } from '@partner-ledger/core/store'

import { bodyChecksum, type Cell, checksumOf } from '../file/checksum.js'
import { at, parts, personalColumns, typeCodes } from './columns.js'
import { boundId, selectedId } from './id.js'
import { pack } from './pack.js'
import { toldTail, toldText } from './told.js'

/** One Append as rows that lack only their place. It shares nothing with the caller, who may go on to change its objects. */
export interface Draft {
  readonly stream: StreamName
  readonly expected: Version | 'any'
  readonly recordedAt: number | undefined
  readonly id: string | Uint8Array
  readonly selectedId: string
  /** What the event tells, but for its place. */
  readonly tail: string
  readonly event: Cell[]
  readonly personal: Cell[]
  readonly body: Uint8Array | undefined
}

/** Where an event comes to stand, which is known in the transaction only. */
export interface Place {
  readonly position: Position
  readonly tenant: number
  readonly gap: number
  readonly stream: number
  readonly version: Version
  readonly recordedAt: number
}

export const draftOf = ({ stream, expected, recordedAt, event }: Append): Draft => {
  const given = (event.personal === undefined ? 0 : parts.personal) + (event.body === undefined ? 0 : parts.body)
  const type = codes.get(event.type) ?? event.type
  const { occurredAt, schema, facts } = event
  const personal: Cell[] = [0, 0]
  pack(personal, event.personal ?? {}, personalColumns)
  return {
    stream,
    expected,
    recordedAt,
    id: boundId(event.id),
    selectedId: selectedId(event.id),
    tail: toldTail({ type, occurredAt, schema, parts: given, facts }),
    event: [0, 0, 0, 0, null, null, 0],
    personal,
    // A copy, and out of the pool of Buffers where it is short: memory of its own for each costs more than the copying.
    body: event.body === undefined ? undefined : Buffer.from(event.body),
  }
}

/** Puts the draft in its place, and seals it. It may be done again, when a transaction is. */
export const placeDraft = (draft: Draft, place: Place): void => {
  const { event, personal } = draft
  event[at.position] = place.position
  event[at.tenant] = place.tenant
  event[at.stream] = place.stream
  event[at.version] = place.version
  event[at.told] = toldText(place.gap, place.recordedAt, draft.tail)
  event[at.id] = draft.selectedId
  event[at.checksum] = checksumOf(event, 0, at.checksum)
  event[at.id] = draft.id
  personal[0] = place.position
  personal[personalChecksum] = checksumOf(personal, 0, personalChecksum)
}

/** The cells of the body's row. */
export const bodyCells = (position: Position, body: Uint8Array): Cell[] => [
  position,
  body,
  bodyChecksum(position, body),
]

const personalChecksum = at.personalChecksum - at.personalPosition

const codes = new Map<string, number>(typeCodes.map((type, index) => [type, index + 1]))
