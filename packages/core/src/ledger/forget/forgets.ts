import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, StreamName, Tenant, Version } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { tenantOf } from '../stream-names.js'
import { visitStream } from '../read/visit.js'

/** That a person was forgotten: what occurred at or before `until` (ms since epoch) is kept without personal parts. */
export interface Forgotten {
  readonly orgId: number
  readonly customerId: number
  readonly until: number
  readonly position: Position
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
}

/** The stream of a tenant that says who was forgotten. */
export const forgetsStream: StreamName = 'forgets'

/** Whether what occurred then to this customer is forgotten. */
export type IsForgotten = (customerId: number, occurredAt: number) => boolean

/** Who was forgotten, as the log tells it to every process. */
export interface Forgets {
  /** Reads on to the end of the tenant's forgets, and answers the test that they come to. */
  catchUp(tenant: Tenant): Answer<IsForgotten>
}

interface Known {
  version: Version
  readonly untilOf: Map<number, number>
}

/** Who was forgotten. `met` is called for each forgetting that is read, before the answer to which it counts. */
export const forgets = (events: EventStore, met: (forgotten: Forgotten) => void = () => {}): Forgets => {
  const tenants = new Map<Tenant, Known>()
  const asked = new Map<Tenant, Answer<IsForgotten>>()

  const readOn = async (tenant: Tenant): Answer<IsForgotten> => {
    const known = tenants.get(tenant) ?? { version: 0, untilOf: new Map<number, number>() }
    tenants.set(tenant, known)
    const read = await visitStream(events, tenant, forgetsStream, known.version, (record) => {
      const forgotten = forgottenIn(tenant, record)
      const { customerId, until } = forgotten
      met(forgotten)
      known.untilOf.set(customerId, Math.max(until, known.untilOf.get(customerId) ?? until))
      known.version = Math.max(known.version, record.version)
    })
    if (read._tag === 'Left') return read
    return right((customerId, occurredAt) => occurredAt <= (known.untilOf.get(customerId) ?? -Infinity))
  }

  return {
    catchUp: (tenant) => {
      const joined = asked.get(tenant)
      if (joined !== undefined) return joined
      // Begun behind all who ask in this turn: it is a read after each of their calls, and one for all of them.
      const answer = Promise.resolve().then(() => {
        asked.delete(tenant)
        return readOn(tenant)
      })
      asked.set(tenant, answer)
      return answer
    },
  }
}

/** Every forgetting of an organisation, oldest first: what to repeat after a restore. */
export const readForgotten = async (events: EventStore, orgId: number): Answer<readonly Forgotten[]> => {
  const tenant = tenantOf(orgId)
  const found: Forgotten[] = []
  const read = await visitStream(events, tenant, forgetsStream, 0, (record) => {
    found.push(forgottenIn(tenant, record))
  })
  return read._tag === 'Left' ? read : right(found)
}

export const forgottenIn = (tenant: Tenant, { facts, position, recordedAt }: RecordedEvent): Forgotten => ({
  orgId: Number(tenant),
  customerId: Number(facts['customerId']),
  until: Number(facts['until']),
  position,
  recordedAt,
})
