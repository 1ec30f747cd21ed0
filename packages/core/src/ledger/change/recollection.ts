import type { EventStore } from '../../store/event-store.js'
import { type Forgets, forgets } from '../forget/forgets.js'
import { knownMemberships, type KnownMemberships } from './known-memberships.js'

/**
 * What a reader remembers that goes along the log of an organisation, one record after the other: nothing of a person
 * who was forgotten when `forgets` was last asked. Two that read an organisation at once have one each.
 */
export interface Recollection {
  readonly forgets: Forgets
  readonly known: KnownMemberships
}

export const recollection = (events: EventStore, most?: number): Recollection => {
  const known = knownMemberships(most)
  return { known, forgets: forgets(events, ({ orgId, customerId }) => known.drop(orgId, customerId)) }
}
