import { type LedgerStore, orThrow } from '@partner-ledger/core'
import type { RecordedEvent, Tenant } from '@partner-ledger/core/store'

import type { Logged } from '../history.js'

const tenantsAtOnce = 1000
const eventsAtOnce = 500

/** Every event that subscriptions deliver, as `readAll` returns it, tenant by tenant. Throws where the store fails. */
export const readFinalLog = async (store: LedgerStore): Promise<readonly Logged[]> => {
  const log: Logged[] = []
  for (const tenant of await tenantsOf(store)) {
    const events = tenant === 'quarantine' ? [] : await eventsOf(store, tenant)
    log.push(...events.map(({ stream, version, position, id }) => ({ tenant, stream, version, position, id })))
  }
  return log
}

const tenantsOf = async (store: LedgerStore): Promise<readonly Tenant[]> => {
  const tenants: Tenant[] = []
  for (;;) {
    const { heads } = await orThrow(store.heads(tenants.at(-1) ?? '', tenantsAtOnce))
    if (heads.length === 0) return tenants
    tenants.push(...heads.map(({ tenant }) => tenant))
  }
}

const eventsOf = async (store: LedgerStore, tenant: Tenant): Promise<readonly RecordedEvent[]> => {
  const log: RecordedEvent[] = []
  for (;;) {
    const after = log.at(-1)?.position ?? 0
    const { events } = await orThrow(store.readAll(tenant, after, eventsAtOnce))
    const [first] = events
    if (first === undefined) return log
    if (first.position <= after) throw new Error(`readAll after ${after} returned position ${first.position}`)
    log.push(...events)
  }
}
