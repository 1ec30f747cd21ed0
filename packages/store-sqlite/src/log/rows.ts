import type { Duplicate, Position, RecordedEvent, StreamName } from '@partner-ledger/core/store'

import { type Cell, textChecksum, textsChecksum } from '../schema/checksum.js'
import { eventCell, forgottenText, parts, typeCodes } from '../schema/layout.js'
import { textOfId } from './id.js'
import { personalIn } from './personal-text.js'
import type { Row } from '../schema/statements.js'
import { cellsOf, factsIn, type EventCells } from './event-text.js'

/** The event of a row that matches its checksum. */
export interface VerifiedEvent extends EventCells {
  readonly position: Position
  /** In its selected form. */
  readonly id: string
}

/** The event of a row; `undefined`: the row is not what was stored. */
export const verifiedEvent = (row: Row): VerifiedEvent | undefined => {
  const [position, id, eventText, checksum] = row as readonly [number, string, string, number]
  if (typeof eventText !== 'string' || typeof id !== 'string') return undefined
  if (eventChecksum(position, id, eventText) !== checksum) return undefined
  const cells = cellsOf(eventText)
  // Written out: a spread of this many fields costs more than all the rest.
  return {
    position,
    id,
    version: cells[0],
    stream: cells[1],
    tenant: cells[2],
    gap: cells[3],
    recordedAt: cells[4],
    type: cells[5],
    occurredAt: cells[6],
    schema: cells[7],
    parts: cells[8],
    facts: factsIn(cells),
  }
}

/** What is wrong with the personal part of a row whose event is verified; `undefined`: it is what was stored. */
export const personalDamage = (row: Row): string | undefined => {
  const [position, , , , personalText, checksum] = row as readonly [number, ...Cell[]]
  if (personalText === null) return 'a personal part is missing'
  if (isForgotten(row)) return checksum === null ? undefined : 'a forgotten personal part is back'
  return typeof personalText === 'string' && personalChecksum(position, personalText) === checksum
    ? undefined
    : 'a personal part does not match its checksum'
}

/** What a row says whose event is not what was stored. */
export const eventDamage = 'an event does not match its checksum'

/** The checksum of an event: of its position, its id in selected form, and its text. */
export const eventChecksum = textsChecksum

/** The checksum of a personal part. */
export const personalChecksum = textChecksum

export const isForgotten = (row: Row): boolean => row[eventCell.personalText] === forgottenText

export const hasBody = ({ parts: given }: VerifiedEvent): boolean => (given & parts.body) !== 0

export const positionOf = (row: Row): Position => row[eventCell.position] as number

/** The position of the tenant's event before this one; 0: there is none. */
export const previousOf = ({ position, gap }: VerifiedEvent): Position => position - gap

/** The first event of an id. */
export const firstOf = ({
  version,
  position,
  type,
  occurredAt,
  schema,
  facts,
}: VerifiedEvent): Omit<Duplicate, '_tag'> => ({ version, position, type: typeOf(type), occurredAt, schema, facts })

/** The event as a reader is given it, out of its row. */
export const recordedEvent = (event: VerifiedEvent, row: Row, stream: StreamName): RecordedEvent => {
  const recorded: Mutable<RecordedEvent> = factsOnly(event, stream)
  if (isForgotten(row)) recorded.forgotten = true
  else if ((event.parts & parts.personal) !== 0) recorded.personal = personalIn(row[eventCell.personalText] as string)
  return recorded
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The same for a reader who looks at facts alone. */
export const factsOnly = (event: VerifiedEvent, stream: StreamName): RecordedEvent => ({
  stream,
  version: event.version,
  position: event.position,
  recordedAt: event.recordedAt,
  id: textOfId(event.id),
  type: typeOf(event.type),
  occurredAt: event.occurredAt,
  schema: event.schema,
  facts: event.facts,
})

const typeOf = (type: string | number): string => (typeof type === 'string' ? type : (typeCodes[type - 1] ?? ''))
