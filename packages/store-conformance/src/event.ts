import type {
  Append,
  Appended,
  EventStore,
  Facts,
  NewEvent,
  NonEmptyArray,
  Outcome,
  Position,
  RecordedEvent,
  StreamName,
  Tenant,
  Version,
} from '@partner-ledger/core/store'

import { holds, same } from './expectation.js'
import { outcomesIn } from './reading.js'

/** An instant of the past that events of the kit occur around, ms since epoch. */
export const someInstant = 1_700_000_000_000

/** An event of this id with all its parts. The id is in each of them, so parts that are mixed up are seen. */
export const eventOf = (id: string, facts: Facts = {}): NewEvent => ({
  id,
  type: 'partnerProgramLinked',
  occurredAt: someInstant,
  schema: 1,
  facts: { about: id, tier: 3, ...facts },
  personal: { membershipNumber: `M-${id}`, customer: `{"email":"${id}@example.com"}` },
  body: new TextEncoder().encode(`{"eventId":"${id}"}`),
})

/** One Append. */
export const appendOf = (stream: StreamName, expected: Version | 'any', event: NewEvent): Append => ({
  stream,
  expected,
  event,
})

/** Appends these in one call and gives the outcomes. */
export const outcomesOf = async (
  store: EventStore,
  tenant: Tenant,
  appends: readonly Append[],
): Promise<readonly Outcome[]> => {
  const outcomes = await outcomesIn(store.append(tenant, nonEmpty(appends)), 'append')
  same(outcomes.length, appends.length, 'the number of outcomes')
  return outcomes
}

/** Appends these in one call; each of them must be appended. */
export const appendAll = async (
  store: EventStore,
  tenant: Tenant,
  appends: readonly Append[],
): Promise<readonly Appended[]> =>
  (await outcomesOf(store, tenant, appends)).map((outcome) => {
    holds(outcome._tag === 'appended', `a new event was answered ${JSON.stringify(outcome)}`)
    return outcome
  })

/** Appends one event, which must be appended. */
export const appendOne = async (
  store: EventStore,
  tenant: Tenant,
  stream: StreamName,
  event: NewEvent,
): Promise<Appended> => {
  const [outcome] = await appendAll(store, tenant, [appendOf(stream, 'any', event)])
  holds(outcome !== undefined, 'append answered no outcome')
  return outcome
}

/** The same list, for calls that take at least one. */
export const nonEmpty = <A>(items: readonly A[]): NonEmptyArray<A> => {
  const [first, ...rest] = items
  holds(first !== undefined, 'the kit gave an empty list')
  return [first, ...rest]
}

/** The event as a reader is to see it, but for `recordedAt`. */
export const readBack = (
  stream: StreamName,
  { version, position }: { readonly version: Version; readonly position: Position },
  { body: _, ...event }: NewEvent,
): Omit<RecordedEvent, 'recordedAt'> => ({ stream, version, position, ...event })

/** The same event after `forget` met it. */
export const readBackForgotten = (
  stream: StreamName,
  at: { readonly version: Version; readonly position: Position },
  { personal: _, ...event }: NewEvent,
): Omit<RecordedEvent, 'recordedAt'> => ({ ...readBack(stream, at, event), forgotten: true })

/** What was read, without the time of the store's clock. */
export const withoutTime = (events: readonly RecordedEvent[]): readonly Omit<RecordedEvent, 'recordedAt'>[] =>
  events.map(({ recordedAt: _, ...event }) => event)
