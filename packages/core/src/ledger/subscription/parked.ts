import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../failure/store-error.js'
import {
  type NoSuchParked,
  noSuchParked,
  type PoisonEvent,
  type SubscriptionNotActive,
} from '../../failure/subscription-errors.js'
import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { tenantOf } from '../log/stream-names.js'
import { appendParkedFact, type ParkedFact, type ParkedStep, readParkedFacts } from './parked-facts.js'

/** A delivery by its organisation and its position in the log. */
export interface ParkedPlace {
  readonly orgId: number
  readonly position: Position
}

/** A delivery that the subscription continued without. */
export interface Parked extends ParkedPlace {
  readonly attempts: number
  /** The kind of error that the handler threw last: a tag or the name of a class, never a message. */
  readonly error: string
  /** ms since epoch, by the store's clock. */
  readonly parkedAt: number
}

/** A parked delivery with its record. */
export interface ParkedRecord {
  readonly parked: Parked
  readonly record: RecordedEvent
  readonly fact: ParkedFact
}

/** Why a parked delivery stays parked. */
export type RedeliverError = StoreError | NoSuchParked | SubscriptionNotActive | PoisonEvent

/** A request to hand over a parked delivery once more, for the active run. */
export interface Redelivery {
  readonly at: ParkedPlace
  readonly resolve: (result: Either<RedeliverError, void>) => void
}

/** The parked deliveries of an organisation, in the order in which they were parked. */
export const readParked = async (events: EventStore, tenant: Tenant, name: string): Answer<readonly ParkedRecord[]> => {
  const facts = await readParkedFacts(events, tenant, name)
  if (facts._tag === 'Left') return facts
  const found: ParkedRecord[] = []
  for (const fact of facts.right.values()) {
    if (fact.step !== 'parked') continue
    const read = await events.readStream(tenant, fact.stream, fact.version - 1, 1)
    if (read._tag === 'Left') return read
    const [record] = read.right.events
    if (record === undefined) continue
    const { attempts, error, recordedAt: parkedAt } = fact
    found.push({
      parked: { orgId: Number(tenant), position: record.position, attempts, error, parkedAt },
      record,
      fact,
    })
  }
  return right(found)
}

/** The parked delivery of this position. */
export const findParked = async (
  events: EventStore,
  name: string,
  { orgId, position }: ParkedPlace,
): Promise<Either<StoreError | NoSuchParked, ParkedRecord>> => {
  const parked = await readParked(events, tenantOf(orgId), name)
  if (parked._tag === 'Left') return parked
  const found = parked.right.find((one) => one.parked.position === position)
  return found === undefined ? left(noSuchParked(orgId, position)) : right(found)
}

/** Records how a parked delivery was settled, so that it is parked no longer. */
export const settleParked = (
  events: EventStore,
  name: string,
  now: number,
  { parked, fact }: ParkedRecord,
  step: Exclude<ParkedStep, 'parked'>,
): Answer<void> => appendParkedFact(events, tenantOf(parked.orgId), name, now, { ...fact, step })
