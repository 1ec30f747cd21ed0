import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import type { ForgettingRegister } from '../log/forgetting-register.js'
import type { Change } from './change.js'
import { changeOf } from './change-of.js'
import { isCorrection } from '../log/correction.js'
import { followedLog } from './followed-log.js'
import { membershipCache, type MembershipCache } from './membership-cache.js'
import { readEarlier } from './read-earlier.js'

/**
 * Changes of records that are at hand. Memberships are cached, so that one look at the log is enough for all records of
 * an append: whether it still is the log that the memberships were folded from.
 */
export interface CachedChanges {
  /**
   * What `readChange` returns for this record, without anything of a person who is known to be forgotten. Call it for one
   * record of a tenant at a time, in the order of the log. `upTo` is the last position of the append that added it.
   */
  of(tenant: Tenant, record: RecordedEvent, upTo?: Position): Answer<Change>
}

/** `memberships` is read by nobody else. `forgets` is the ledger's own, which knows what was forgotten before an append. */
export const cachedChanges = (
  events: EventStore,
  forgets: ForgettingRegister,
  memberships: MembershipCache = membershipCache(mostCached),
): CachedChanges => {
  forgets.onForgotten(({ orgId, customerId }) => memberships.drop(orgId, customerId))
  forgets.watch.onDrop(memberships.clear)
  const log = followedLog(events, forgets.watch)
  return {
    of: async (tenant, record, upTo = record.position) => {
      if (isNext(memberships, tenant, record)) {
        const confirmed = await log.confirm(tenant, record)
        if (confirmed._tag === 'Left') return confirmed
      }
      log.moveTo(tenant, record, upTo)
      const isAtHand = !isCorrection(record) && isNext(memberships, tenant, record)
      const earlier = isAtHand ? right(undefined) : await readEarlier(events, tenant, record)
      if (earlier._tag === 'Left') return earlier
      // The append of the record says who was forgotten then. A read takes time, and somebody may be forgotten meanwhile.
      const known = isAtHand && forgets.isKnownUpTo(tenant, record.position) ? forgets.known(tenant) : undefined
      const isForgotten = known === undefined ? await forgets.catchUp(tenant) : right(known.isForgotten)
      if (isForgotten._tag === 'Left') return isForgotten
      const reader = { events, known: memberships, isForgotten: isForgotten.right }
      return changeOf(reader, tenant, record, earlier.right)
    },
  }
}

/** Whether nothing has to be read for the record: it begins its stream, or follows a cached membership. */
const isNext = (
  memberships: MembershipCache,
  tenant: Tenant,
  { stream, version, occurredAt }: RecordedEvent,
): boolean => {
  if (version === 1 || memberships.foldAt(tenant, stream, version - 1) !== undefined) return true
  const last = memberships.at(tenant, stream, version - 1)?.last
  return last !== undefined && last.occurredAt < occurredAt
}

/** About 10 MiB. */
const mostCached = 10_000
