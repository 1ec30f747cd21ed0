import { left, right } from 'fp-ts/lib/Either.js'

import type { Projection } from '../../membership/projection.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import { wholeEvent } from '../event-record.js'
import { isMembershipStream, tenantOf } from '../stream-names.js'
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
