import { setImmediate } from 'node:timers/promises'

import type {
  Answer,
  AppendAnswer,
  Epoch,
  EventStore,
  NonEmptyArray,
  Outcome,
  Page,
  Position,
  RecordedEvent,
  StreamName,
  Tenant,
} from '@partner-ledger/core/store'

import { holds, nth, valueOf } from './expectation.js'

/** The whole log of the tenant, read in pages of this size. */
export const readLog = async (store: EventStore, tenant: Tenant, page = 500): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  for (;;) {
    const after = events.at(-1)?.position ?? 0
    const next = await eventsOf(store.readAll(tenant, after, page), 'readAll')
    if (next.length === 0) return events
    const { position } = nth(next, 0)
    holds(position > after, `readAll after ${after} gave position ${position}`)
    events.push(...next)
  }
}

/** The whole stream. */
export const readWhole = (store: EventStore, tenant: Tenant, stream: StreamName): Promise<readonly RecordedEvent[]> =>
  eventsOf(store.readStream(tenant, stream, 0, 10_000), 'readStream')

/** Lets everything else run that is ready to. */
export const breathe = (): Promise<void> => setImmediate()

/** The events of a page that must be answered. */
export const eventsOf = async (answer: Answer<Page>, call: string): Promise<readonly RecordedEvent[]> =>
  (await valueOf(answer, call)).events

/** The outcomes of an append that must be answered, and not be stale. */
export const outcomesIn = async (answer: Answer<AppendAnswer>, call: string): Promise<NonEmptyArray<Outcome>> => {
  const given = await valueOf(answer, call)
  holds(!('stale' in given), `${call} was stale although the caller said nothing of what it had seen`)
  return given.outcomes
}

/** The position of the tenant's last event; 0: it has none. */
export const headOf = async (store: EventStore, tenant: Tenant): Promise<Position> =>
  (await valueOf(store.readAll(tenant, 0, 1), 'readAll')).head

/** The name of this incarnation of the log. */
export const epochOf = async (store: EventStore): Promise<Epoch> => (await valueOf(store.heads('', 1), 'heads')).epoch

/** The names of the tenants that have an event, after this name. */
export const tenantsOf = async (store: EventStore, after: Tenant, limit: number): Promise<readonly Tenant[]> =>
  (await valueOf(store.heads(after, limit), 'heads')).heads.map(({ tenant }) => tenant)
