import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { personsStream, tenantOf } from './stream-names.js'
import { visitStream } from './visit.js'

/** That a person was forgotten: what occurred at or before `until` (ms since epoch) is kept without personal parts. */
export interface PersonForgotten {
  readonly orgId: number
  readonly customerId: number
  readonly until: number
  readonly position: Position
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
}

/** The type of the fact that a person was forgotten. */
export const forgottenType = 'forgotten'

/** Every forgetting of an organisation, oldest first: what to repeat after a restore. */
export const readForgotten = async (events: EventStore, orgId: number): Answer<readonly PersonForgotten[]> => {
  const tenant = tenantOf(orgId)
  const found: PersonForgotten[] = []
  const read = await visitStream(events, tenant, personsStream, 0, (record) => {
    if (record.type === forgottenType) found.push(forgottenIn(tenant, record))
  })
  return read._tag === 'Left' ? read : right(found)
}

export const forgottenIn = (tenant: Tenant, { facts, position, recordedAt }: RecordedEvent): PersonForgotten => ({
  orgId: Number(tenant),
  customerId: Number(facts['customerId']),
  until: Number(facts['until']),
  position,
  recordedAt,
})
