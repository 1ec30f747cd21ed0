import { left, right } from 'fp-ts/lib/Either.js'

import { evolve } from '../membership/evolve.js'
import { isLate } from '../membership/fold.js'
import { compareKeys, type MembershipKey } from '../membership/key.js'
import { initial, type Membership } from '../membership/membership.js'
import type { Projection } from '../membership/projection.js'
import type { StreamName } from '../store/event.js'
import type { Answer, EventStore } from '../store/event-store.js'
import { foldedEvent, wholeEvent } from './event-record.js'
import { type Reader, readMembership } from './read.js'
import { isMembershipStream, tenantOf } from './stream-names.js'
import { visitLog } from './visit.js'

/** The host's own fold over an organisation's events, in order of arrival, customers included. */
export const replayProjection = async <S>(events: EventStore, orgId: number, projection: Projection<S>): Answer<S> => {
  const tenant = tenantOf(orgId)
  let state = projection.initial
  const read = await visitLog(events, tenant, 0, (record) => {
    const event = isMembershipStream(record.stream) ? wholeEvent(tenant, record) : undefined
    if (event !== undefined) state = projection.evolve(state, event)
  })
  return read._tag === 'Left' ? left(read.left) : right(state)
}

/** All memberships of an organisation by key, in one pass over its log; those with late events are folded again, alone. */
export const replayMemberships = async (reader: Reader, orgId: number): Answer<readonly Membership[]> => {
  const tenant = tenantOf(orgId)
  const memberships = new Map<StreamName, Membership>()
  const late = new Map<StreamName, MembershipKey>()
  const read = await visitLog(reader.events, tenant, 0, (record) => {
    if (!isMembershipStream(record.stream) || late.has(record.stream)) return
    const event = foldedEvent(tenant, record)
    if (event === undefined) return
    const before = memberships.get(record.stream) ?? initial(event)
    if (isLate(before, event)) late.set(record.stream, before.key)
    else memberships.set(record.stream, evolve(before, event))
  })
  if (read._tag === 'Left') return left(read.left)
  for (const [stream, key] of late) {
    const again = await readMembership(reader, key, {})
    if (again._tag === 'Left') return again
    memberships.set(stream, again.right)
  }
  return right([...memberships.values()].sort((a, b) => compareKeys(a.key, b.key)))
}
