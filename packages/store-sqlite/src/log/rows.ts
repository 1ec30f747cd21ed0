import type { Duplicate, Position, RecordedEvent, StreamName, Version } from '@partner-ledger/core/store'

import { checksumOf } from '../file/checksum.js'
import { at, factColumns, parts, personalColumns, typeCodes } from './columns.js'
import { textOfId } from './id.js'
import { unpack } from './pack.js'
import type { Row } from './statements.js'

/** What is wrong with the facts of a row; `undefined`: they are what was stored. */
export const factsDamage = (row: Row): string | undefined =>
  checksumOf(row, 0, at.checksum) === row[at.checksum] ? undefined : 'facts'

/** What is wrong with the personal part of a row whose facts are sound; `undefined`: it is what was stored. */
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

export const hasBody = (row: Row): boolean => (number(row, at.parts) & parts.body) !== 0

export const positionOf = (row: Row): Position => number(row, at.position)

/** The position of the tenant's event before this one; 0: there is none. */
export const previousOf = (row: Row): Position => number(row, at.position) - number(row, at.gap)

export const tenantOf = (row: Row): number => number(row, at.tenant)

export const streamOf = (row: Row): number => number(row, at.stream)

export const versionOf = (row: Row): Version => number(row, at.version)

export const recordedAtOf = (row: Row): number => number(row, at.recordedAt)

export const occurredAtOf = (row: Row): number => number(row, at.occurredAt)

/** The first event of an id, out of a row that was found sound. */
export const firstOf = (row: Row): Omit<Duplicate, '_tag'> => ({
  version: versionOf(row),
  position: positionOf(row),
  type: typeOf(row),
  occurredAt: occurredAtOf(row),
  schema: number(row, at.schema),
  facts: unpack(row, at.facts, factColumns),
})

/** The event of a row that was found sound. */
export const recordedEvent = (row: Row, stream: StreamName): RecordedEvent => {
  const event: { -readonly [K in keyof RecordedEvent]: RecordedEvent[K] } = {
    stream,
    version: versionOf(row),
    position: positionOf(row),
    recordedAt: recordedAtOf(row),
    id: textOfId(idOf(row)),
    type: typeOf(row),
    occurredAt: occurredAtOf(row),
    schema: number(row, at.schema),
    facts: unpack(row, at.facts, factColumns),
  }
  if (isForgotten(row)) event.forgotten = true
  else if ((number(row, at.parts) & parts.personal) !== 0) event.personal = unpack(row, at.personal, personalColumns)
  return event
}

/** The id in its selected form. */
export const idOf = (row: Row): string => row[at.id] as string

const number = (row: Row, place: number): number => row[place] as number

const typeOf = (row: Row): string => {
  const cell = row[at.type]
  return typeof cell === 'string' ? cell : (typeCodes[(cell as number) - 1] ?? '')
}
