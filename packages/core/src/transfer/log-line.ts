import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { NewEvent, Position, StreamName, Tenant, Version } from '../store/event.js'
import { type LineReader, lineReader, objectOf } from './line-reader.js'
import type { Moved, MovedParts } from './moved.js'
import type { StreamProof } from './proof.js'

/** The first line: what the export is of, and which parts it has. */
export interface HeaderLine extends MovedParts {
  readonly kind: 'header'
  readonly epoch: string
}

/** One record. */
export interface EventLine {
  readonly kind: 'event'
  readonly tenant: Tenant
  readonly moved: Moved
}

/** What a stream came to at the time of the export. */
export interface ProofLine {
  readonly kind: 'proof'
  readonly tenant: Tenant
  readonly proof: StreamProof
}

/** The end of a tenant: how many events it had at the time of the export. */
export interface TenantLine {
  readonly kind: 'tenant'
  readonly tenant: Tenant
  readonly events: number
  readonly head: Position
}

/** The last line: without it the export was cut off. */
export interface EndLine {
  readonly kind: 'end'
}

export type LogLine = HeaderLine | EventLine | ProofLine | TenantLine | EndLine

/** The line as NDJSON, with its line end. */
export const lineText = (line: LogLine): string => `${JSON.stringify({ v: 1, ...flat(line) })}\n`

const flat = (line: LogLine): object => {
  if (line.kind === 'proof') return { kind: 'proof', tenant: line.tenant, ...line.proof }
  if (line.kind !== 'event') return line
  const { event, forgotten, ...place } = line.moved
  const { body, ...stated } = event
  return {
    kind: 'event',
    tenant: line.tenant,
    ...place,
    ...stated,
    ...(body === undefined ? {} : { body: Buffer.from(body).toString('base64') }),
    ...(forgotten ? { forgotten } : {}),
  }
}

/** The line of these bytes, or what was expected of it. Names and sizes are the store's to check. */
export const lineOf = (bytes: Uint8Array): Either<string, LogLine> => {
  const line = objectOf(bytes)
  if (line === undefined) return left('a line of JSON, an object')
  if (line['v'] !== 1) return left('version 1 of the format')
  const read = lineReader(line)
  const found = lineIn(line['kind'], read)
  return read.fault === undefined ? found : left(read.fault)
}

const lineIn = (kind: unknown, read: LineReader): Either<string, LogLine> => {
  switch (kind) {
    case 'header':
      return right({ kind, epoch: read.text('epoch'), personal: read.flag('personal'), bodies: read.flag('bodies') })
    case 'event':
      return right({ kind, tenant: read.text('tenant'), moved: movedIn(read) })
    case 'proof':
      return right({ kind, tenant: read.text('tenant'), proof: proofIn(read) })
    case 'tenant':
      return right({ kind, tenant: read.text('tenant'), events: read.whole('events'), head: read.whole('head') })
    case 'end':
      return right({ kind })
    default:
      return left('a kind of line that version 1 has')
  }
}

const movedIn = (read: LineReader): Moved => {
  const personal = read.has('personal') ? read.facts('personal') : undefined
  const body = read.has('body') ? read.bytes('body') : undefined
  const event: NewEvent = {
    id: read.text('id'),
    type: read.text('type'),
    occurredAt: read.whole('occurredAt'),
    schema: read.whole('schema'),
    facts: read.facts('facts'),
    ...(personal === undefined ? {} : { personal }),
    ...(body === undefined ? {} : { body }),
  }
  const place: { stream: StreamName; version: Version; position: Position } = {
    stream: read.text('stream'),
    version: read.whole('version'),
    position: read.whole('position'),
  }
  const forgotten = read.has('forgotten') && read.flag('forgotten')
  return { ...place, recordedAt: read.whole('recordedAt'), forgotten, event }
}

const proofIn = (read: LineReader): StreamProof => ({
  stream: read.text('stream'),
  version: read.whole('version'),
  forgotten: read.whole('forgotten'),
  facts: read.text('facts'),
  kept: read.text('kept'),
  ...(read.has('fold') ? { fold: read.text('fold') } : {}),
})
