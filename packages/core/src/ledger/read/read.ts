import { left, right } from 'fp-ts/lib/Either.js'

import type { PartnerProgramEvent } from '../../membership/event.js'
import { foldDistinct } from '../../membership/fold.js'
import type { MembershipKey } from '../../membership/key.js'
import type { Membership } from '../../membership/membership.js'
import type { Position, RecordedEvent, Tenant, Version } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import { foldedEvent, unknownRecord, wholeEvent } from '../log/recorded-event.js'
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
}

/** Where reads are made, and where long streams are logged. */
export interface Reader {
  readonly events: EventStore
  readonly forgets: ForgettingRegister
  readonly logger: Logger
}

/** The membership folded from its stream, at a point of either time axis. */
export const readMembership = async (reader: Reader, key: MembershipKey, at: AsOf): Answer<Membership> => {
  const read = await readEvents(reader, key, at, foldedEvent)
  return read._tag === 'Left' ? read : right(foldDistinct(key, read.right))
}

/** The events of a membership in order of arrival, customers included. */
export const readStoredEvents = (reader: Reader, key: MembershipKey, at: AsOf): Answer<readonly StoredEvent[]> =>
  readEvents(reader, key, at, (tenant, record) => {
    const event = wholeEvent(tenant, record)
    return event === undefined ? undefined : storedEvent(event, record)
  })

/** What `use` makes of each event of the membership that counts at this time; it answers `undefined` for no event. */
const readEvents = async <A>(
  { events, logger }: Reader,
  key: MembershipKey,
  at: AsOf,
  use: (tenant: Tenant, record: RecordedEvent) => A | undefined,
): Answer<readonly A[]> => {
  const tenant = tenantOf(key.orgId)
  const found: A[] = []
  let unknown: Position | undefined
  const read = await visitStream(events, tenant, membershipStream(key), 0, (record) => {
    const used = use(tenant, record)
    if (used === undefined) unknown ??= record.position
    else if (isWithin(at, record)) found.push(used)
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
  event: PartnerProgramEvent,
  { version, position, recordedAt, forgotten }: RecordedEvent,
): StoredEvent => ({
  event,
  version,
  position,
  recordedAt,
  ...(forgotten === undefined ? {} : { forgotten }),
})
