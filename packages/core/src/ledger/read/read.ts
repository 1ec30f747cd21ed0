import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { PartnerProgramEvent } from '../../membership/event.js'
import { foldDistinct } from '../../membership/fold.js'
import type { MembershipKey } from '../../membership/key.js'
import type { Membership } from '../../membership/membership.js'
import type { Position, RecordedEvent, Tenant, Version } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import type { StoreError } from '../../failure/store-error.js'
import type { EventStore } from '../../store/event-store.js'
import { correctedRecords, correctionNumber, type EventRecord, isCorrection } from '../log/correction.js'
import { eventsIn } from '../log/events-in.js'
import { isEventType, unknownRecord, wholeEvent } from '../log/recorded-event.js'
import type { ForgettingRegister } from '../log/forgetting-register.js'
import { type AsOf, isWithin } from './known-at.js'
import type { Logger } from '../logger.js'
import { membershipStream, tenantOf } from '../log/stream-names.js'
import { visitStream } from '../log/visit.js'

/** An event with its place in the log. */
export interface StoredEvent {
  readonly event: PartnerProgramEvent
  readonly version: Version
  readonly position: Position
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
  /** Present where personal parts were forgotten. */
  readonly forgotten?: true
  /** Present where the body was decoded anew and read otherwise: `event` is what it reads now. */
  readonly correction?: EventCorrection
}

/** How an event came to be read otherwise than it was recorded. */
export interface EventCorrection {
  /** 1, 2, … for each event. */
  readonly number: number
  readonly version: Version
  readonly position: Position
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
  /** The event as it was recorded at first. */
  readonly replaced: PartnerProgramEvent
}

/** Where reads are made, and where long streams are logged. */
export interface Reader {
  readonly events: EventStore
  readonly forgets: ForgettingRegister
  readonly logger: Logger
}

/** The membership folded from its stream, at a point of either time axis. */
export const readMembership = async (reader: Reader, key: MembershipKey, at: AsOf): Answer<Membership> => {
  const records = await readRecords(reader, key, at)
  if (records._tag === 'Left') return records
  const events = eventsIn(tenantOf(key.orgId), records.right)
  return events._tag === 'Left' ? events : right(foldDistinct(key, events.right))
}

/** The events of a membership in order of arrival, customers included. */
export const readStoredEvents = async (
  reader: Reader,
  key: MembershipKey,
  at: AsOf,
): Answer<readonly StoredEvent[]> => {
  const records = await readRecords(reader, key, at)
  return records._tag === 'Left' ? records : storedEvents(tenantOf(key.orgId), records.right)
}

/** The events of these records of one stream, as they are read now, with their places. */
export const storedEvents = (
  tenant: Tenant,
  records: readonly RecordedEvent[],
): Either<StoreError, readonly StoredEvent[]> => {
  const found: StoredEvent[] = []
  for (const one of correctedRecords(records)) {
    const event = wholeEvent(tenant, one.record)
    if (event === undefined) return left(unknownRecord(one.record.position))
    found.push(storedEvent(tenant, event, one))
  }
  return right(found)
}

/** The records of a membership that count at this time, in order of arrival. */
export const readRecords = async (
  { events, logger }: Reader,
  key: MembershipKey,
  at: AsOf,
): Answer<readonly RecordedEvent[]> => {
  const tenant = tenantOf(key.orgId)
  const found: RecordedEvent[] = []
  let unknown: Position | undefined
  const read = await visitStream(events, tenant, membershipStream(key), 0, (record) => {
    if (!isEventType(record.type) && !isCorrection(record)) unknown ??= record.position
    else if (isWithin(at, record)) found.push(record)
  })
  if (read._tag === 'Left') return read
  if (unknown !== undefined) return left(unknownRecord(unknown))
  const { last } = read.right
  if (last > longStream) logger({ level: 'warn', code: 'long-stream', tenant, events: last })
  return right(found)
}

/** Memberships have tens of events; at this many something upstream is probably wrong. */
const longStream = 1000

const storedEvent = (
  tenant: Tenant,
  event: PartnerProgramEvent,
  { record: { version, position, recordedAt, forgotten }, corrected }: EventRecord,
): StoredEvent => {
  const replaced = corrected === undefined ? undefined : wholeEvent(tenant, corrected.original)
  const stored = { event, version, position, recordedAt, ...(forgotten === undefined ? {} : { forgotten }) }
  return corrected === undefined || replaced === undefined
    ? stored
    : { ...stored, correction: eventCorrection(corrected.correction, replaced) }
}

const eventCorrection = (correction: RecordedEvent, replaced: PartnerProgramEvent): EventCorrection => ({
  number: correctionNumber(correction),
  version: correction.version,
  position: correction.position,
  recordedAt: correction.recordedAt,
  replaced,
})
