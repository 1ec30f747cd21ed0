import { setImmediate } from 'node:timers/promises'

import type { EventStore, RecordedEvent, StreamName, Tenant } from '@partner-ledger/core/store'

import { holds, nth, valueOf } from './expectation.js'

/** The whole log of the tenant, read in pages of this size. */
export const readLog = async (store: EventStore, tenant: Tenant, page = 500): Promise<readonly RecordedEvent[]> => {
  const events: RecordedEvent[] = []
  for (;;) {
    const after = events.at(-1)?.position ?? 0
    const next = await valueOf(store.readAll(tenant, after, page), 'readAll')
    if (next.length === 0) return events
    const { position } = nth(next, 0)
    holds(position > after, `readAll after ${after} gave position ${position}`)
    events.push(...next)
  }
}

/** The whole stream. */
export const readWhole = (store: EventStore, tenant: Tenant, stream: StreamName): Promise<readonly RecordedEvent[]> =>
  valueOf(store.readStream(tenant, stream, 0, 10_000), 'readStream')

/** Lets everything else run that is ready to. */
export const breathe = (): Promise<void> => setImmediate()
