import { type Draft, emptyDraft, finish } from './draft.js'
import type { PartnerProgramEvent } from './event.js'
import { step } from './evolve.js'
import { type MembershipKey, sameKey } from './key.js'
import type { Membership } from './membership.js'
import { compareFoldOrder, foldOrder, inEventOrder, rankOf } from './order.js'
import { factsIn, mayHoldTwins } from './twins.js'

/** Grows with every change of what events come to: what was folded by another version is folded again. */
export const foldVersion = 2

/**
 * The membership that these events come to, whatever their order and repetition. Events of another key are left out.
 * Pure and total: no clock, no zone, and the events are not touched. Takes time in proportion to the number of events.
 */
export const foldMembership = (key: MembershipKey, events: Iterable<PartnerProgramEvent>): Membership => {
  const draft = emptyDraft(key)
  for (const event of eventsToFold(key, events)) step(draft, event)
  return finish(draft)
}

const eventsToFold = (key: MembershipKey, events: Iterable<PartnerProgramEvent>): readonly PartnerProgramEvent[] => {
  const sorted = inEventOrder(ofKey(key, events))
  return mayHoldTwins(sorted) ? factsIn(sorted).map(({ folded }) => folded) : sorted
}

/**
 * The same for events of which each id comes once, as a stream has them: one pass where they come in the order in which they
 * happened, as most do.
 */
export const foldDistinct = (key: MembershipKey, events: readonly PartnerProgramEvent[]): Membership => {
  const draft = emptyDraft(key)
  for (const event of events) {
    if (!sameKey(key, event) || !isNext(draft, event)) return foldMembership(key, events)
    step(draft, event)
  }
  return finish(draft)
}

const isNext = ({ lastEvent }: Draft, event: PartnerProgramEvent): boolean =>
  lastEvent === undefined ||
  event.occurredAt > lastEvent.occurredAt ||
  (event.occurredAt === lastEvent.occurredAt && rankOf(event.type) > rankOf(lastEvent.type))

/** Whether the event sorts before the last one that was folded. */
export const isLate = ({ last }: Membership, event: PartnerProgramEvent): boolean =>
  last !== undefined && compareFoldOrder(foldOrder(event), last) < 0

/**
 * Whether only a fold of the whole stream with the event in it is right, and `evolve` is not: the event is late, or it has the
 * time and rank of the last one and so may state the same fact under another id.
 */
export const needsRefold = ({ last }: Membership, event: PartnerProgramEvent): boolean =>
  last !== undefined && (event.occurredAt - last.occurredAt || rankOf(event.type) - last.rank) <= 0

/** The events of this key alone. Ids are unique within a membership: others are left out before ids are looked at. */
export function* ofKey<E extends PartnerProgramEvent>(key: MembershipKey, events: Iterable<E>): Generator<E> {
  for (const event of events) if (sameKey(key, event)) yield event
}
