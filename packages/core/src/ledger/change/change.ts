import { left, right } from 'fp-ts/lib/Either.js'

import { corrupt } from '../../failure/store-error.js'
import type { PartnerProgramEvent } from '../../membership/event.js'
import { foldMembership } from '../../membership/fold.js'
import type { MembershipKey } from '../../membership/key.js'
import type { Membership } from '../../membership/membership.js'
import { isLateBetween, type Transition, transitions } from '../../membership/transitions.js'
import type { Answer } from '../../store/answer.js'
import type { Position, Version } from '../../store/event.js'
import { type StoredEvent, readStoredEvents, type Reader } from '../read/read.js'

/** What the arrival of one event changed: `before` folds what was recorded earlier, `after` the same with it. */
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
  const read = await readStoredEvents(reader, key, {})
  if (read._tag === 'Left') return read
  const known = read.right.filter((stored) => stored.version <= version)
  const own = known.at(-1)
  if (own?.version !== version) return left(corrupt(0, 'a recorded version is missing from its stream'))
  const before = foldMembership(key, eventsOf(known.slice(0, -1)))
  const after = foldMembership(key, eventsOf(known))
  return right(changeBetween(before, after, own))
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

const eventsOf = (stored: readonly { readonly event: PartnerProgramEvent }[]): readonly PartnerProgramEvent[] =>
  stored.map(({ event }) => event)
