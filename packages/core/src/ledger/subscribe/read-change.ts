import { left, right } from 'fp-ts/lib/Either.js'

import type { PartnerProgramEvent } from '../../membership/event.js'
import { evolve } from '../../membership/evolve.js'
import { foldMembership, isLate } from '../../membership/fold.js'
import { initial } from '../../membership/membership.js'
import type { Answer } from '../../store/answer.js'
import type { RecordedEvent, StreamName, Tenant, Version } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { corrupt } from '../../store/store-error.js'
import { withoutNumber, withoutPerson } from '../event-record.js'
import { foldedEvent, wholeEvent } from '../recorded-event.js'
import type { IsForgotten } from '../forget/forgets.js'
import { type Change, changeBetween } from '../hooks/change.js'
import type { KnownMemberships } from './known-memberships.js'

/** Where changes are read, and what is known of who was forgotten. */
export interface ChangeReader {
  readonly events: EventStore
  readonly known: KnownMemberships
  readonly isForgotten: IsForgotten
}

/**
 * The change that this record of a membership made: what `readChange` answers, without reading the stream again for an
 * event that comes on time to a membership that is known.
 */
export const changeOf = async (reader: ChangeReader, tenant: Tenant, record: RecordedEvent): Answer<Change> => {
  const { known } = reader
  const { stream, version, position, recordedAt } = record
  const whole = wholeEvent(tenant, record)
  if (whole === undefined) return left(unknownType(position))
  const event = reader.isForgotten(whole.customerId, whole.occurredAt) ? withoutPerson(whole) : whole
  let before = version === 1 ? initial(event) : known.at(tenant, stream, version - 1)
  let after = before === undefined || isLate(before, event) ? undefined : evolve(before, event)
  if (before === undefined || after === undefined) {
    const earlier = await eventsUpTo(reader, tenant, stream, version - 1)
    if (earlier._tag === 'Left') return earlier
    before ??= foldMembership(event, earlier.right)
    after = isLate(before, event) ? foldMembership(event, [...earlier.right, event]) : evolve(before, event)
  }
  known.keep(tenant, stream, version, after)
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
