import { right } from 'fp-ts/lib/Either.js'

import type { PartnerProgramEvent } from '../../membership/event.js'
import type { AnomalyKind, Membership } from '../../membership/membership.js'
import { foldMembership } from '../../membership/fold.js'
import { sameKey } from '../../membership/key.js'
import type { Answer } from '../../store/answer.js'
import type { NewEvent, Position, RecordedEvent, StreamName, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { storeLimits } from '../../store/limits.js'
import { decodeWebhook } from '../../webhook/decode.js'
import { deepest } from '../../webhook/options.js'
import { correctedRecords, correctionNumber, correctionOf, differingFields } from '../log/correction.js'
import { eventsIn } from '../log/events-in.js'
import { foldedEvent } from '../log/recorded-event.js'
import { visitStream } from '../log/visit.js'
import type { RedecodedEvent } from './redecode-plan.js'

/** Which events of a stream are decoded anew. */
export interface StreamSearch {
  readonly tenant: Tenant
  /** Events at this position and after it. */
  readonly from: Position
  /** Only where the membership has an anomaly of this kind. */
  readonly anomaly: AnomalyKind | undefined
  /** Called before each body is read; `true` ends the search of this stream. */
  readonly isAborted: () => boolean
}

/** What a stream came to when its bodies were decoded anew. */
export interface RedecodedStream {
  readonly decoded: number
  readonly withoutBody: number
  readonly unreadable: number
  readonly events: readonly RedecodedEvent[]
  readonly corrections: readonly NewEvent[]
  readonly before: Membership
  readonly after: Membership
}

interface FoundEvent extends Omit<RedecodedEvent, 'after'> {
  /** As the decoder reads it, with the fields that only inform. */
  readonly again: PartnerProgramEvent
}

/** Decodes the kept bodies of one stream. `undefined`: nothing of it is asked for, or the search was aborted in it. */
export const redecodeStream = async (
  events: EventStore,
  stream: StreamName,
  { tenant, from, anomaly, isAborted }: StreamSearch,
): Answer<RedecodedStream | undefined> => {
  const records: RecordedEvent[] = []
  const read = await visitStream(events, tenant, stream, 0, (record) => void records.push(record))
  if (read._tag === 'Left') return read
  const known = eventsIn(tenant, records)
  if (known._tag === 'Left') return known
  const [first] = known.right
  if (first === undefined) return right(undefined)
  const before = foldMembership(first, known.right)
  if (anomaly !== undefined && !before.anomalies.some(({ kind }) => kind === anomaly)) return right(undefined)
  const counts = { decoded: 0, withoutBody: 0, unreadable: 0 }
  const found: FoundEvent[] = []
  for (const { record, corrected } of correctedRecords(records)) {
    const event = foldedEvent(tenant, record)
    if (event === undefined || record.position < from) continue
    if (isAborted()) return right(undefined)
    const body = record.forgotten === true ? right(undefined) : await events.body(tenant, record.position)
    if (body._tag === 'Left') return body
    const again = body.right === undefined ? undefined : decodedAgain(body.right, event)
    if (body.right === undefined) counts.withoutBody += 1
    else if (again === undefined) counts.unreadable += 1
    else counts.decoded += 1
    const fields = again === undefined ? [] : differingFields(event, again)
    if (again === undefined || fields.length === 0) continue
    const number = (corrected === undefined ? 0 : correctionNumber(corrected.correction)) + 1
    found.push({ eventId: event.eventId, position: record.position, number, fields, before: event, again })
  }
  if (found.length === 0) return right({ ...counts, events: [], corrections: [], before, after: before })
  const corrections = found.map(({ again, number }) => correctionOf(again, number))
  const corrected = correctedRecords([...records, ...corrections.map((one) => recordedAfter(records, stream, one))])
  const now = new Map<string, PartnerProgramEvent>()
  for (const { record } of corrected) {
    const event = foldedEvent(tenant, record)
    if (event !== undefined) now.set(event.eventId, event)
  }
  return right({
    ...counts,
    events: found.map(({ again, ...one }) => ({ ...one, after: now.get(one.eventId) ?? again })),
    corrections,
    before,
    after: foldMembership(first, now.values()),
  })
}

/** The correction as the log would have it after these records. Nothing here reads its position. */
const recordedAfter = (records: readonly RecordedEvent[], stream: StreamName, event: NewEvent): RecordedEvent => {
  const { version = 0, position = 0, recordedAt = 0 } = records.at(-1) ?? {}
  const { body: _, ...stated } = event
  return { ...stated, stream, version: version + 1, position: position + 1, recordedAt }
}

/**
 * The event of a body as it is read now, with the id under which it is recorded; `undefined` where the body says no longer that
 * this happened then to this membership. What was let in once is held against no limit and no clock.
 */
const decodedAgain = (body: Uint8Array, recorded: PartnerProgramEvent): PartnerProgramEvent | undefined => {
  const decoded = decodeWebhook(body, {
    now: recorded.occurredAt,
    maxBytes: storeLimits.bodyBytes,
    maxDepth: deepest,
  })
  if (decoded._tag === 'Left') return undefined
  const { customer: _, ...event } = decoded.right.event
  const isSame = event.type === recorded.type && event.occurredAt === recorded.occurredAt && sameKey(event, recorded)
  return isSame ? { ...event, eventId: recorded.eventId } : undefined
}
