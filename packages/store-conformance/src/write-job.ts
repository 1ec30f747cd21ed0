import type { EventStore, NewEvent } from '@partner-ledger/core/store'

import { eventOf } from './event.js'
import type { WriterJob } from './subject.js'

/** The event that a writer appends under this id. */
export const writerEvent = (id: string): NewEvent => eventOf(id, { of: 'writer' })

/**
 * Appends event after event until `acknowledge` answers false. `acknowledge` is awaited before the next append, so at
 * most one event is stored without having been acknowledged.
 */
export const writeJob = async (
  store: EventStore,
  { tenant, stream, prefix }: WriterJob,
  acknowledge: (id: string) => Promise<boolean>,
): Promise<void> => {
  for (let n = 1; ; n += 1) {
    const id = `${prefix}${n}`
    const answer = await store.append(tenant, [{ stream, expected: 'any', event: writerEvent(id) }])
    if (answer._tag === 'Left' && answer.left.retryable) continue
    if (answer._tag === 'Left') throw new Error(`append answered ${answer.left._tag}`)
    if (!(await acknowledge(id))) return
  }
}
