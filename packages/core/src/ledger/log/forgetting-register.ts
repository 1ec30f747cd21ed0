import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, Tenant, Version } from '../../store/event.js'
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

/** Whether what occurred then to this customer is forgotten. */
export type IsForgotten = (customerId: number, occurredAt: number) => boolean

/** Who was forgotten, as the log tells it to every process. */
export interface ForgettingRegister {
  /** Reads on to the end of the tenant's forgets, and answers the test that they come to: it counts what is read later. */
  catchUp(tenant: Tenant): Answer<IsForgotten>
  /**
   * Takes note of an event of the caller's that was appended at this position, and is no forgetting itself. Answers
   * whether every forgetting before it is known: positions are whole numbers, so none lies between two that follow.
   */
  isKnownUpTo(tenant: Tenant, position: Position): boolean
}

interface Known {
  version: Version
  readonly untilOf: Map<number, number>
  /** Every forgetting at or before this position is known. */
  upTo: Position
  readonly test: IsForgotten
}

/** Who was forgotten. `met` is called for each forgetting that is read, before the answer to which it counts. */
export const forgettingRegister = (
  events: EventStore,
  met: (forgotten: PersonForgotten) => void = () => {},
): ForgettingRegister => {
  const tenants = new Map<Tenant, Known>()
  const asked = new Map<Tenant, Answer<IsForgotten>>()

  const knownOf = (tenant: Tenant): Known => {
    const known = tenants.get(tenant) ?? nothingKnown()
    tenants.set(tenant, known)
    return known
  }

  const readOn = async (tenant: Tenant): Answer<IsForgotten> => {
    const known = knownOf(tenant)
    const read = await visitStream(events, tenant, personsStream, known.version, (record) => {
      if (record.type !== forgottenType) return
      const forgotten = forgottenIn(tenant, record)
      const { customerId, until } = forgotten
      met(forgotten)
      known.untilOf.set(customerId, Math.max(until, known.untilOf.get(customerId) ?? until))
    })
    if (read._tag === 'Left') return read
    known.version = Math.max(known.version, read.right.last)
    known.upTo = Math.max(known.upTo, read.right.head)
    return right(known.test)
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
    isKnownUpTo: (tenant, position) => {
      const known = knownOf(tenant)
      if (position === known.upTo + 1) known.upTo = position
      return position <= known.upTo
    },
  }
}

const nothingKnown = (): Known => {
  const untilOf = new Map<number, number>()
  const test: IsForgotten = (customerId, occurredAt) => occurredAt <= (untilOf.get(customerId) ?? -Infinity)
  return { version: 0, untilOf, upTo: 0, test }
}

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
