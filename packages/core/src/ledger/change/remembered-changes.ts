import type { MembershipKey } from '../../membership/key.js'
import type { Answer } from '../../store/answer.js'
import type { Version } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { membershipStream, tenantOf } from '../stream-names.js'
import type { Change } from './change.js'
import { changeOf } from './change-of.js'
import { readRecord } from './read-record.js'
import { type Recollection, recollection } from './recollection.js'

/** Changes, with some memberships remembered, so that not every change reads its stream again. */
export interface RememberedChanges {
  /** What `readChange` answers. To be asked for one change of an organisation at a time. */
  at(key: MembershipKey, version: Version): Answer<Change>
  /** Remembers nothing more of this person. */
  drop(orgId: number, customerId: number): void
}

/** They are remembered in a recollection that nobody else reads with. */
export const rememberedChanges = (
  events: EventStore,
  { known, forgets }: Recollection = recollection(events, mostRemembered),
): RememberedChanges => ({
  at: async (key, version) => {
    const tenant = tenantOf(key.orgId)
    const stream = membershipStream(key)
    const isKnown = known.at(tenant, stream, version - 1) !== undefined
    const read = await readRecord(events, tenant, stream, version, isKnown ? version - 1 : 0)
    if (read._tag === 'Left') return read
    // Behind the read: what is told holds nothing of whom the log says by now that they were forgotten.
    const isForgotten = await forgets.catchUp(tenant)
    if (isForgotten._tag === 'Left') return isForgotten
    const { record, earlier } = read.right
    return changeOf({ events, known, isForgotten: isForgotten.right }, tenant, record, isKnown ? undefined : earlier)
  },
  drop: known.drop,
})

/** About 10 MiB. */
const mostRemembered = 10_000
