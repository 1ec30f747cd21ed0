import { createHash } from 'node:crypto'

import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../failure/store-error.js'
import { withoutNumber } from '../ledger/log/event-record.js'
import { correctedRecords } from '../ledger/log/correction.js'
import { foldedEvent } from '../ledger/log/recorded-event.js'
import { isMembershipStream } from '../ledger/log/stream-names.js'
import { visitLog, visitStream } from '../ledger/log/visit.js'
import { foldMembership } from '../membership/fold.js'
import type { Answer } from '../store/answer.js'
import type { Facts, Position, RecordedEvent, StreamName, Tenant, Version } from '../store/event.js'
import type { EventStore } from '../store/event-store.js'
import type { CopyMismatch } from './copy-report.js'
import type { MovedParts } from './moved.js'

/** What a stream comes to, whatever the order of its events: what two logs are held against each other by. */
export interface StreamProof {
  readonly stream: StreamName
  readonly version: Version
  /** How many events are marked as forgotten. */
  readonly forgotten: number
  /** SHA-256 of ids, types, times and facts. */
  readonly facts: string
  /** SHA-256 of the personal parts and bodies, as far as they were moved at all. */
  readonly kept: string
  /** SHA-256 of the membership that the stream folds to; absent for a stream that is none. */
  readonly fold?: string
}

/** The proof of every stream of the tenant as it was at position `upTo`. */
export async function* streamProofs(
  events: EventStore,
  tenant: Tenant,
  upTo: Position,
  parts: MovedParts,
): AsyncGenerator<Either<StoreError, StreamProof>> {
  for (let last = 0; last < upTo; ) {
    const page = await events.readAll(tenant, last, 500)
    if (page._tag === 'Left') {
      yield page
      return
    }
    for (const { stream, version, position } of page.right.events) {
      if (position > upTo) return
      if (version === 1) yield await streamProof(events, tenant, stream, upTo, parts)
      last = position
    }
    if (!page.right.more) return
  }
}

/** The proof of one stream as it was at position `upTo`. */
export const streamProof = async (
  events: EventStore,
  tenant: Tenant,
  stream: StreamName,
  upTo: Position,
  { personal, bodies }: MovedParts,
): Answer<StreamProof> => {
  const facts: Row[] = []
  const kept: Row[] = []
  const records: RecordedEvent[] = []
  let forgotten = 0
  let fault: StoreError | undefined
  const read = await visitStream(events, tenant, stream, 0, async (record) => {
    if (record.position > upTo) return
    const { id, type, occurredAt, schema } = record
    const body = bodies ? await events.body(tenant, record.position) : right(undefined)
    if (body._tag === 'Left') fault ??= body.left
    else
      kept.push([id, personal ? rowOf(record.personal ?? {}) : [], body.right === undefined ? '' : sha256(body.right)])
    facts.push([id, type, occurredAt, schema, rowOf(record.facts)])
    if (record.forgotten === true) forgotten += 1
    if (isMembershipStream(stream)) records.push(record)
  })
  if (read._tag === 'Left') return read
  if (fault !== undefined) return left(fault)
  const fold = foldOf(tenant, records, personal)
  return right({
    stream,
    version: facts.length,
    forgotten,
    facts: digest(facts),
    kept: digest(kept),
    ...(fold === undefined ? {} : { fold }),
  })
}

/** SHA-256 of the membership that these records fold to. Records of unknown types are left out: both logs have them. */
const foldOf = (tenant: Tenant, records: readonly RecordedEvent[], personal: boolean): string | undefined => {
  const events = correctedRecords(records).flatMap(({ record }) => foldedEvent(tenant, record) ?? [])
  const folded = personal ? events : events.map(withoutNumber)
  const [first] = folded
  return first === undefined ? undefined : sha256(JSON.stringify(foldMembership(first, folded)))
}

/** How many events a tenant's log has. */
export const countEvents = async (events: EventStore, tenant: Tenant): Answer<number> => {
  let count = 0
  const read = await visitLog(events, tenant, 0, (_: RecordedEvent) => {
    count += 1
  })
  return read._tag === 'Left' ? read : right(count)
}

/** In what the second proof differs. Where more is forgotten than was, kept parts and fold cannot be equal. */
export const differences = (tenant: Tenant, expected: StreamProof, actual: StreamProof): readonly CopyMismatch[] => {
  const isForgottenHere = actual.forgotten > expected.forgotten
  const compared: readonly CopyMismatch['what'][] = isForgottenHere
    ? ['version', 'facts']
    : ['version', 'facts', 'forgotten', 'kept', 'fold']
  return compared
    .filter((what) => proven(expected, what) !== proven(actual, what))
    .map((what) => mismatch(tenant, what, proven(expected, what), proven(actual, what), expected.stream))
}

export const mismatch = (
  tenant: Tenant,
  what: CopyMismatch['what'],
  expected: number | string,
  actual: number | string,
  stream?: StreamName,
): CopyMismatch => ({
  _tag: 'CopyMismatch',
  retryable: false,
  tenant,
  ...(stream === undefined ? {} : { stream }),
  what,
  expected,
  actual,
})

const proven = (proof: StreamProof, what: CopyMismatch['what']): number | string =>
  what === 'events' ? proof.version : (proof[what] ?? '')

type Row = readonly [id: string, ...values: unknown[]]

const rowOf = (facts: Facts): unknown => Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))

/** Sorted by id, since the same events may have come in another order. */
const digest = (rows: readonly Row[]): string => sha256(JSON.stringify(rows.toSorted(([a], [b]) => (a < b ? -1 : 1))))

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
