import { left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Append, RecordedEvent, StreamName, Tenant, Version } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { outcomeUnknown } from '../../store/store-error.js'
import { visitStream } from '../log/visit.js'

/** The stream of a tenant that says what a subscription of this name went on without. */
export const parkedStream = (name: string): StreamName => `parked/${name}`

/** What becomes of a delivery that is parked. */
export type ParkedStep = 'parked' | 'redelivered' | 'dismissed'

/** The record that a delivery was made of. Stream and version, not the position: these stay when a log is copied. */
export interface ParkedSource {
  readonly stream: StreamName
  readonly version: Version
}

/** The last that was said of a record. */
export interface ParkedFact extends ParkedSource {
  readonly step: ParkedStep
  /** How many times it was parked: a subscription that begins anew may meet it again. */
  readonly times: number
  readonly attempts: number
  /** The name of what the handler threw; its message may hold what is personal, so it is not kept. */
  readonly error: string
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
}

/** What was said of every record that was ever parked under this name, oldest first. */
export const readParkedFacts = async (
  events: EventStore,
  tenant: Tenant,
  name: string,
): Answer<ReadonlyMap<string, ParkedFact>> => {
  const facts = new Map<string, ParkedFact>()
  const read = await visitStream(events, tenant, parkedStream(name), 0, (record) => {
    const fact = parkedFact(record)
    const key = parkedKey(fact)
    const times = (facts.get(key)?.times ?? 0) + (fact.step === 'parked' ? 1 : 0)
    if (fact.step === 'parked') facts.delete(key)
    facts.set(key, { ...fact, times })
  })
  return read._tag === 'Left' ? read : right(facts)
}

/** Says the next of a parked record. Saying it again, also from another process, is answered by the first. */
export const appendParkedFact = async (
  events: EventStore,
  tenant: Tenant,
  name: string,
  occurredAt: number,
  { step, stream, version, times, attempts, error }: Omit<ParkedFact, 'recordedAt'>,
): Answer<void> => {
  const append: Append = {
    stream: parkedStream(name),
    expected: 'any',
    event: {
      id: `${step}:${times}:${version}:${stream}`,
      type: step,
      occurredAt,
      schema: 1,
      facts: { stream, version, attempts, error },
    },
  }
  const appended = await events.append(tenant, [append])
  if (appended._tag === 'Left') return appended
  return appended.right[0]._tag === 'conflict'
    ? left(outcomeUnknown('the store answered a conflict where any version was expected'))
    : right(undefined)
}

export const parkedKey = ({ stream, version }: ParkedSource): string => `${version}:${stream}`

const parkedFact = ({ type, facts, recordedAt }: RecordedEvent): Omit<ParkedFact, 'times'> => ({
  step: type === 'redelivered' || type === 'dismissed' ? type : 'parked',
  stream: String(facts['stream']),
  version: Number(facts['version']),
  attempts: Number(facts['attempts']),
  error: String(facts['error']),
  recordedAt,
})
