import type { EventStore } from '../../store/event-store.js'
import { type ForgettingRegister, forgettingRegister } from '../log/forgetting-register.js'
import { membershipCache, type MembershipCache } from './membership-cache.js'

/**
 * What a reader remembers that goes along the log of an organisation, one record after the other: nothing of a person
 * who was forgotten when `forgets` was last asked. Two that read an organisation at once have one each.
 */
export interface ChangeCache {
  readonly forgets: ForgettingRegister
  readonly known: MembershipCache
}

export const changeCache = (events: EventStore, most?: number): ChangeCache => {
  const known = membershipCache(most)
  return { known, forgets: forgettingRegister(events, ({ orgId, customerId }) => known.drop(orgId, customerId)) }
}
