import { left, right } from 'fp-ts/lib/Either.js'

import { corrupt } from '../../failure/store-error.js'
import type { PartnerProgramEvent } from '../../membership/event.js'
import { foldMembership } from '../../membership/fold.js'
import type { MembershipKey } from '../../membership/key.js'
import type { Membership } from '../../membership/membership.js'
import { isLateBetween, type Transition, transitions } from '../../membership/transitions.js'
import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, Tenant, Version } from '../../store/event.js'
import { correctedId, correctedRecords, isCorrection, recordInCorrection } from '../log/correction.js'
import { eventsIn } from '../log/events-in.js'
import { unknownRecord, wholeEvent } from '../log/recorded-event.js'
import { tenantOf } from '../log/stream-names.js'
import { readRecords, type Reader, type StoredEvent } from '../read/read.js'

/**
 * What the arrival of one event changed: `before` folds what was recorded earlier, `after` the same with it. An event whose
 * body was decoded anew arrives a second time, as it is read now, and late.
 */
export interface Change {
  readonly event: PartnerProgramEvent
  readonly position: Position
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
  readonly key: MembershipKey
  readonly before: Membership
  readonly after: Membership
  /** Empty for an event that changed nothing. */
  readonly transitions: readonly Transition[]
  /** Whether the event sorts before another that was recorded earlier, or states a fact that was known under another id. */
  readonly late: boolean
}

/** The change that the event at this version of its membership's stream made: the same at every read. */
export const readChange = async (reader: Reader, key: MembershipKey, version: Version): Answer<Change> => {
  const read = await readRecords(reader, key, {})
  if (read._tag === 'Left') return read
  const known = read.right.filter((record) => record.version <= version)
  const own = known.at(-1)
  if (own?.version !== version) return left(corrupt(0, 'a recorded version is missing from its stream'))
  const tenant = tenantOf(key.orgId)
  const before = eventsIn(tenant, known.slice(0, -1))
  if (before._tag === 'Left') return before
  const after = eventsIn(tenant, known)
  if (after._tag === 'Left') return after
  const event = isCorrection(own) ? correctedEvent(tenant, known, own) : wholeEvent(tenant, own)
  if (event === undefined) return left(unknownRecord(own.position))
  return right(changeBetween(foldMembership(key, before.right), foldMembership(key, after.right), { ...own, event }))
}

/** The change that leads from one fold to the other. */
export const changeBetween = (
  before: Membership,
  after: Membership,
  { event, position, recordedAt }: Pick<StoredEvent, 'event' | 'position' | 'recordedAt'>,
): Change => ({
  event,
  position,
  recordedAt,
  key: before.key,
  before,
  after,
  transitions: transitions(before, after, event),
  late: isLateBetween(before, after, event),
})

/** The event of a correction as these records, the correction among them, have it. */
export const correctedEvent = (
  tenant: Tenant,
  records: readonly RecordedEvent[],
  correction: RecordedEvent,
): PartnerProgramEvent | undefined => {
  const id = correctedId(correction)
  const found = correctedRecords(records).find(({ record }) => record.id === id)
  return wholeEvent(tenant, found?.record ?? recordInCorrection(correction))
}
