import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../failure/store-error.js'
import type { PartnerProgramEvent } from '../../membership/event.js'
import { evolve } from '../../membership/evolve.js'
import { foldMembership, needsRefold } from '../../membership/fold.js'
import { foldEvent, type IncrementalFold, incrementalFold } from '../../membership/incremental-fold.js'
import { initial, type Membership } from '../../membership/membership.js'
import type { Answer } from '../../store/answer.js'
import type { RecordedEvent, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { withoutNumber, withoutPerson } from '../log/event-record.js'
import type { IsForgotten } from '../log/forgetting-register.js'
import { isCorrection } from '../log/correction.js'
import { eventsIn } from '../log/events-in.js'
import { unknownRecord, wholeEvent } from '../log/recorded-event.js'
import { type Change, changeBetween, correctedEvent } from './change.js'
import type { MembershipCache } from './membership-cache.js'
import { readEarlier } from './read-earlier.js'

/** Where changes are read, and what is known of who was forgotten. */
export interface ChangeReader {
  readonly events: EventStore
  readonly known: MembershipCache
  readonly isForgotten: IsForgotten
}

/**
 * The change that this record of a membership made: what `readChange` returns. It is returned at once, and no stream is
 * read, for an event that comes on time to a cached membership, for any event of a stream of which the fold is cached,
 * and where `earlier`, the whole stream before the record, is given.
 */
export const changeOf = (
  reader: ChangeReader,
  tenant: Tenant,
  record: RecordedEvent,
  earlier?: readonly RecordedEvent[],
): Either<StoreError, Change> | Answer<Change> => {
  const { known, isForgotten } = reader
  const { stream, version, position } = record
  if (isCorrection(record))
    return earlier === undefined
      ? correctionByReading(reader, tenant, record)
      : changeOfCorrection(reader, tenant, record, earlier)
  const whole = wholeEvent(tenant, record)
  if (whole === undefined) return left(unknownRecord(position))
  const event = isForgotten(whole.customerId, whole.occurredAt) ? withoutPerson(whole) : whole
  const before = version === 1 ? initial(event) : known.at(tenant, stream, version - 1)
  const fold = known.foldAt(tenant, stream, version - 1)
  if (fold !== undefined) return right(changeOfFold(reader, tenant, record, event, fold))
  if (before !== undefined && !needsRefold(before, event))
    return right(changed(reader, tenant, record, event, before, evolve(before, event)))
  return earlier === undefined
    ? changeByReading(reader, tenant, record, event)
    : changeAfterRecords(reader, tenant, record, event, earlier)
}

const changeByReading = async (
  reader: ChangeReader,
  tenant: Tenant,
  record: RecordedEvent,
  event: PartnerProgramEvent,
): Answer<Change> => {
  const earlier = await readEarlier(reader.events, tenant, record)
  return earlier._tag === 'Left' ? earlier : changeAfterRecords(reader, tenant, record, event, earlier.right)
}

const changeAfterRecords = (
  reader: ChangeReader,
  tenant: Tenant,
  record: RecordedEvent,
  event: PartnerProgramEvent,
  earlier: readonly RecordedEvent[],
): Either<StoreError, Change> => {
  const read = impersonalEvents(reader, tenant, earlier)
  if (read._tag === 'Left') return read
  const events = read.right
  const before = foldMembership(event, events)
  return needsRefold(before, event)
    ? right(changeOfFold(reader, tenant, record, event, incrementalFold(event, events)))
    : right(changed(reader, tenant, record, event, before, evolve(before, event)))
}

const correctionByReading = async (reader: ChangeReader, tenant: Tenant, record: RecordedEvent): Answer<Change> => {
  const earlier = await readEarlier(reader.events, tenant, record)
  return earlier._tag === 'Left' ? earlier : changeOfCorrection(reader, tenant, record, earlier.right)
}

/** A correction changes an event that is folded already: both sides are folded anew. */
const changeOfCorrection = (
  reader: ChangeReader,
  tenant: Tenant,
  record: RecordedEvent,
  earlier: readonly RecordedEvent[],
): Either<StoreError, Change> => {
  const records = [...earlier, record]
  const whole = correctedEvent(tenant, records, record)
  if (whole === undefined) return left(unknownRecord(record.position))
  const event = reader.isForgotten(whole.customerId, whole.occurredAt) ? withoutPerson(whole) : whole
  const before = impersonalEvents(reader, tenant, earlier)
  if (before._tag === 'Left') return before
  const after = impersonalEvents(reader, tenant, records)
  if (after._tag === 'Left') return after
  const folded = [foldMembership(event, before.right), foldMembership(event, after.right)] as const
  return right(changed(reader, tenant, record, event, ...folded))
}

/** The events of these records, without the numbers of persons who are forgotten. */
const impersonalEvents = (
  { isForgotten }: ChangeReader,
  tenant: Tenant,
  records: readonly RecordedEvent[],
): Either<StoreError, readonly PartnerProgramEvent[]> => {
  const events = eventsIn(tenant, records)
  if (events._tag === 'Left') return events
  return right(events.right.map((one) => (isForgotten(one.customerId, one.occurredAt) ? withoutNumber(one) : one)))
}

/** A stream in which one event came late may get more: its fold is cached, so that none of them folds or reads it again. */
const changeOfFold = (
  reader: ChangeReader,
  tenant: Tenant,
  record: RecordedEvent,
  event: PartnerProgramEvent,
  fold: IncrementalFold,
): Change => {
  const next = foldEvent(fold, withoutCustomer(event))
  return changed(reader, tenant, record, event, fold.membership, next.membership, next)
}

/** No fold reads the customer, and what is cached is small. */
const withoutCustomer = (event: PartnerProgramEvent): PartnerProgramEvent => {
  if (event.customer === undefined) return event
  const { customer: _, ...folded } = event
  return folded
}

const changed = (
  { known }: ChangeReader,
  tenant: Tenant,
  { stream, version, position, recordedAt }: RecordedEvent,
  event: PartnerProgramEvent,
  before: Membership,
  after: Membership,
  fold?: IncrementalFold,
): Change => {
  known.keep(tenant, stream, version, after, fold)
  return changeBetween(before, after, { event, position, recordedAt })
}
