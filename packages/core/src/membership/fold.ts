import type { PartnerProgramEvent } from './event.js'
import { evolve } from './evolve.js'
import { type MembershipKey, sameKey } from './key.js'
import { initial, type Membership } from './membership.js'
import { comparePlaces, inEventOrder, placeOf } from './order.js'

/**
 * The membership that these events come to, whatever their order and repetition. Events of another key are left out.
 * Pure and total: no clock, no zone, and the events are not touched.
 */
export const foldMembership = (key: MembershipKey, events: Iterable<PartnerProgramEvent>): Membership =>
  inEventOrder(ofKey(key, events)).reduce(evolve, initial(key))

/** Whether the event sorts before what was folded last: then only a fold of the whole stream is right. */
export const isLate = ({ last }: Membership, event: PartnerProgramEvent): boolean =>
  last !== undefined && comparePlaces(placeOf(event), last) < 0

function* ofKey(key: MembershipKey, events: Iterable<PartnerProgramEvent>): Generator<PartnerProgramEvent> {
  for (const event of events) if (sameKey(key, event)) yield event
}
