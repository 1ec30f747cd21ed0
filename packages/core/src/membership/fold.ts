import type { PartnerProgramEvent } from './event.js'
import { evolve } from './evolve.js'
import { type MembershipKey, sameKey } from './key.js'
import { initial, type Membership } from './membership.js'
import { comparePlaces, inEventOrder, placeOf } from './order.js'

/** Grows with every change of what events come to: what was folded by another version is folded again. */
export const foldVersion = 1

/**
 * The membership that these events come to, whatever their order and repetition. Events of another key are left out.
 * Pure and total: no clock, no zone, and the events are not touched.
 */
export const foldMembership = (key: MembershipKey, events: Iterable<PartnerProgramEvent>): Membership =>
  inEventOrder(ofKey(key, events)).reduce(evolve, initial(key))

/**
 * The same for events of which each id comes once, as a stream has them: one pass where they come in the order in which they
 * happened, as most do.
 */
export const foldDistinct = (key: MembershipKey, events: readonly PartnerProgramEvent[]): Membership => {
  let membership = initial(key)
  for (const event of events) {
    if (!sameKey(key, event) || isLate(membership, event)) return foldMembership(key, events)
    membership = evolve(membership, event)
  }
  return membership
}

/** Whether the event sorts before what was folded last: then only a fold of the whole stream is right. */
export const isLate = ({ last }: Membership, event: PartnerProgramEvent): boolean =>
  last !== undefined && comparePlaces(placeOf(event), last) < 0

/** The events of this key alone. Ids are unique within a membership: others are left out before ids are looked at. */
export function* ofKey<E extends PartnerProgramEvent>(key: MembershipKey, events: Iterable<E>): Generator<E> {
  for (const event of events) if (sameKey(key, event)) yield event
}
