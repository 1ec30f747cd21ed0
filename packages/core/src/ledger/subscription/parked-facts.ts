import { left, right } from 'fp-ts/lib/Either.js'

import { isLedgerError } from '../../failure/ledger-error.js'
import { outcomeUnknown } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Append, RecordedEvent, StreamName, Tenant, Version } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { visitStream } from '../log/visit.js'

/** The stream of a tenant with what became of the deliveries that a subscription of this name parked. */
export const parkedStream = (name: string): StreamName => `parked/${name}`

/** What happens to a parked delivery. */
export type ParkedStep = 'parked' | 'redelivered' | 'dismissed'

/** The record of a delivery. Stream and version, not the position: these stay when a log is copied. */
export interface ParkedSource {
  readonly stream: StreamName
  readonly version: Version
}

/** The last fact about a parked record. */
export interface ParkedFact extends ParkedSource {
  readonly step: ParkedStep
  /** How many times it was parked: a subscription that starts again may park it again. */
  readonly times: number
  readonly attempts: number
  /** The name of what the handler threw. Its message is not recorded: it may hold personal data. */
  readonly error: string
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
}

/** The last fact about every record that was ever parked under this name, oldest first. */
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

/** Records the next fact about a parked record, once: the same fact from another process is a duplicate. */
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
  return !('outcomes' in appended.right) || appended.right.outcomes[0]._tag === 'conflict'
    ? left(outcomeUnknown('the store refused an append that expects any version'))
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

/**
 * The kind of what was thrown: the tag of a ledger's failure, or the name of an error's class, never a message. It knows
 * errors of other realms and other copies of the library.
 */
export const errorName = (cause: unknown): string => {
  const name = nameOf(cause)
  return typeof name === 'string' && /^[A-Za-z_$][\w$]{0,99}$/.test(name) ? name : 'Error'
}

const nameOf = (cause: unknown): unknown => {
  if (typeof cause !== 'object' || cause === null) return typeof cause
  try {
    if (isLedgerError(cause)) return cause.error._tag
    const { name, stack } = cause as { readonly name?: unknown; readonly stack?: unknown }
    return typeof stack === 'string' ? name : 'object'
  } catch {
    return 'Error'
  }
}
