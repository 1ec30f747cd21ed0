import { left, right } from 'fp-ts/lib/Either.js'

import type { Projection } from '../../membership/projection.js'
import type { Position } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import { unknownRecord, wholeEvent } from '../recorded-event.js'
import { isMembershipStream, tenantOf } from '../stream-names.js'
import { visitLog } from './visit.js'

/** The host's own fold over an organisation's events, in order of arrival, customers included. */
export const replayProjection = async <S>(events: EventStore, orgId: number, projection: Projection<S>): Answer<S> => {
  const tenant = tenantOf(orgId)
  let state = projection.initial
  let unknown: Position | undefined
  const read = await visitLog(events, tenant, 0, (record) => {
    if (!isMembershipStream(record.stream)) return
    const event = wholeEvent(tenant, record)
    if (event === undefined) unknown ??= record.position
    else if (unknown === undefined) state = projection.evolve(state, event)
  })
  if (read._tag === 'Left') return read
  return unknown === undefined ? right(state) : left(unknownRecord(unknown))
}
