import { orThrow } from '@partner-ledger/core'
import type {
  Answer,
  AppendAnswer,
  EventStore,
  NonEmptyArray,
  Outcome,
  Page,
  RecordedEvent,
  Tenant,
} from '@partner-ledger/core/store'

/** The events of a page. */
export const eventsIn = async (answer: Answer<Page>): Promise<readonly RecordedEvent[]> =>
  (await orThrow(answer)).events

/** The outcomes of an append that is not stale. */
export const outcomesIn = async (answer: Answer<AppendAnswer>): Promise<NonEmptyArray<Outcome>> => {
  const appended = await orThrow(answer)
  if ('stale' in appended) throw new Error('the append was stale')
  return appended.outcomes
}

/** The position of the tenant's last event; 0: it has none. */
export const headOf = async (store: EventStore, tenant: Tenant): Promise<number> =>
  (await orThrow(store.readAll(tenant, 0, 1))).head

/** The name of this incarnation of the log. */
export const epochOf = async (store: EventStore): Promise<string> => (await orThrow(store.heads('', 1))).epoch

/** The names of the tenants that have an event. */
export const tenantsOf = async (store: EventStore, after: Tenant, limit: number): Promise<readonly Tenant[]> =>
  (await orThrow(store.heads(after, limit))).heads.map(({ tenant }) => tenant)
