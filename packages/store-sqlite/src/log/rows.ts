import type { Duplicate, Position, RecordedEvent, StreamName, Version } from '@partner-ledger/core/store'

import { checksumOf } from '../file/checksum.js'
import { at, parts, personalColumns, typeCodes } from './columns.js'
import { textOfId } from './id.js'
import { unpack } from './pack.js'
import type { Row } from './statements.js'
import { cellsOf, factsIn, type Told } from './told.js'

/** The event of a row of `events` that was found sound. */
export interface SoundEvent extends Told {
  readonly position: Position
  /** The tenant's number. */
  readonly tenant: number
  /** The stream's number. */
  readonly stream: number
  readonly version: Version
  /** In its selected form. */
  readonly id: string
}

/** The event of a row; `undefined`: the row is not what was stored. */
export const soundEvent = (row: Row): SoundEvent | undefined => {
  if (checksumOf(row, 0, at.checksum) !== row[at.checksum]) return undefined
  const [position, tenant, stream, version, id, text] = row as readonly [number, number, number, number, string, string]
  const cells = cellsOf(text)
  // Written out: a spread of this many fields costs more than all the rest.
  return {
    position,
    tenant,
    stream,
    version,
    id,
    gap: cells[0],
    recordedAt: cells[1],
    type: cells[2],
    occurredAt: cells[3],
    schema: cells[4],
    parts: cells[5],
    facts: factsIn(cells),
  }
}

/** What is wrong with the personal part of a row whose event is sound; `undefined`: it is what was stored. */
export const personalDamage = (row: Row): string | undefined => {
  if (row[at.personalPosition] !== row[at.position]) return 'a personal part is missing'
  if (!isForgotten(row))
    return checksumOf(row, at.personalPosition, at.personalChecksum) === row[at.personalChecksum]
      ? undefined
      : 'personal'
  for (let index: number = at.personal; index <= at.personalChecksum; index += 1)
    if (row[index] !== null) return 'a forgotten part is back'
  return undefined
}

export const isForgotten = (row: Row): boolean => row[at.forgotten] === 1

export const hasBody = ({ parts: given }: SoundEvent): boolean => (given & parts.body) !== 0

export const positionOf = (row: Row): Position => row[at.position] as number

/** The position of the tenant's event before this one; 0: there is none. */
export const previousOf = ({ position, gap }: SoundEvent): Position => position - gap

/** The first event of an id. */
export const firstOf = ({
  version,
  position,
  type,
  occurredAt,
  schema,
  facts,
}: SoundEvent): Omit<Duplicate, '_tag'> => ({ version, position, type: typeOf(type), occurredAt, schema, facts })

/** The event as a reader is given it, out of its row. */
export const recordedEvent = (event: SoundEvent, row: Row, stream: StreamName): RecordedEvent => {
  const recorded: { -readonly [K in keyof RecordedEvent]: RecordedEvent[K] } = {
    stream,
    version: event.version,
    position: event.position,
    recordedAt: event.recordedAt,
    id: textOfId(event.id),
    type: typeOf(event.type),
    occurredAt: event.occurredAt,
    schema: event.schema,
    facts: event.facts,
  }
  if (isForgotten(row)) recorded.forgotten = true
  else if ((event.parts & parts.personal) !== 0) recorded.personal = unpack(row, at.personal, personalColumns)
  return recorded
}

const typeOf = (type: string | number): string => (typeof type === 'string' ? type : (typeCodes[type - 1] ?? ''))
