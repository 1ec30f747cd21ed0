import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { PartnerProgramEvent } from '../../membership/event.js'
import { evolve } from '../../membership/evolve.js'
import { foldMembership, isLate } from '../../membership/fold.js'
import { initial, type Membership } from '../../membership/membership.js'
import type { Answer } from '../../store/answer.js'
import type { RecordedEvent, StreamName, Tenant, Version } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { corrupt, type StoreError } from '../../store/store-error.js'
import { withoutNumber, withoutPerson } from '../event-record.js'
import { foldedEvent, wholeEvent } from '../recorded-event.js'
import type { IsForgotten } from '../forget/forgets.js'
import { type Change, changeBetween } from './change.js'
import type { KnownMemberships } from './known-memberships.js'

/** Where changes are read, and what is known of who was forgotten. */
export interface ChangeReader {
  readonly events: EventStore
  readonly known: KnownMemberships
  readonly isForgotten: IsForgotten
}

/**
 * The change that this record of a membership made: what `readChange` answers, without reading the stream again for an
 * event that comes on time to a membership that is known; that one is answered at once.
 */
export const changeOf = (
  reader: ChangeReader,
  tenant: Tenant,
  record: RecordedEvent,
): Either<StoreError, Change> | Answer<Change> => {
  const { known } = reader
  const { stream, version } = record
  const whole = wholeEvent(tenant, record)
  if (whole === undefined) return left(unknownType(record.position))
  const event = reader.isForgotten(whole.customerId, whole.occurredAt) ? withoutPerson(whole) : whole
  const before = version === 1 ? initial(event) : known.at(tenant, stream, version - 1)
  if (before === undefined || isLate(before, event)) return changeFromStream(reader, tenant, record, event, before)
  const after = evolve(before, event)
  known.keep(tenant, stream, version, after)
  return right(changeBetween(before, after, { event, position: record.position, recordedAt: record.recordedAt }))
}

const changeFromStream = async (
  reader: ChangeReader,
  tenant: Tenant,
  { stream, version, position, recordedAt }: RecordedEvent,
  event: PartnerProgramEvent,
  known: Membership | undefined,
): Answer<Change> => {
  const earlier = await eventsUpTo(reader, tenant, stream, version - 1)
  if (earlier._tag === 'Left') return earlier
  const before = known ?? foldMembership(event, earlier.right)
  const after = isLate(before, event) ? foldMembership(event, [...earlier.right, event]) : evolve(before, event)
  reader.known.keep(tenant, stream, version, after)
  return right(changeBetween(before, after, { event, position, recordedAt }))
}

/** The stream's first events as the fold meets them, in order of arrival. */
const eventsUpTo = async (
  { events, isForgotten }: ChangeReader,
  tenant: Tenant,
  stream: StreamName,
  version: Version,
): Answer<readonly PartnerProgramEvent[]> => {
  const found: PartnerProgramEvent[] = []
  while (found.length < version) {
    const page = await events.readStream(tenant, stream, found.length, Math.min(500, version - found.length))
    if (page._tag === 'Left') return page
    if (page.right.length === 0) return left(corrupt(0, 'a recorded version is missing from its stream'))
    for (const record of page.right) {
      const event = foldedEvent(tenant, record)
      if (event === undefined) return left(unknownType(record.position))
      found.push(isForgotten(event.customerId, event.occurredAt) ? withoutNumber(event) : event)
    }
  }
  return right(found)
}

const unknownType = (position: number): ReturnType<typeof corrupt> =>
  corrupt(position, 'a record of no known type in the stream of a membership')
