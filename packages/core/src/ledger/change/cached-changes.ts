import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { RecordedEvent, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import type { Change } from './change.js'
import { changeOf } from './change-of.js'
import type { MembershipCache } from './membership-cache.js'
import { readEarlier } from './read-earlier.js'
import { type ChangeCache, changeCache } from './change-cache.js'

/** Changes of facts that are at hand, with some memberships remembered, so that few of them read a stream. */
export interface RememberedChanges {
  /**
   * What `readChange` answers for this record, nothing of whom the log says by now that they were forgotten included. To
   * be asked for one record of a tenant at a time.
   */
  of(tenant: Tenant, record: RecordedEvent): Answer<Change>
  /** Remembers nothing more of this person. */
  drop(orgId: number, customerId: number): void
}

/** They are remembered in a recollection that nobody else reads with. */
export const cachedChanges = (
  events: EventStore,
  { known, forgets }: ChangeCache = changeCache(events, mostRemembered),
): RememberedChanges => ({
  of: async (tenant, record) => {
    const earlier = isAhead(known, tenant, record) ? right(undefined) : await readEarlier(events, tenant, record)
    if (earlier._tag === 'Left') return earlier
    // Asked behind the read, for all that is told.
    forgets.isKnownUpTo(tenant, record.position)
    const isForgotten = await forgets.catchUp(tenant)
    if (isForgotten._tag === 'Left') return isForgotten
    return changeOf({ events, known, isForgotten: isForgotten.right }, tenant, record, earlier.right)
  },
  drop: known.drop,
})

/** Whether the membership before it is known, and the record surely not late. */
const isAhead = (known: MembershipCache, tenant: Tenant, { stream, version, occurredAt }: RecordedEvent): boolean => {
  const last = known.at(tenant, stream, version - 1)?.last
  return last !== undefined && last.occurredAt < occurredAt
}

/** About 10 MiB. */
const mostRemembered = 10_000
