import { left, right } from 'fp-ts/lib/Either.js'

import { corrupt } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { RecordedEvent, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'

/** The records before this one in its stream, in order of arrival. */
export const readEarlier = async (
  events: EventStore,
  tenant: Tenant,
  { stream, version }: RecordedEvent,
): Answer<readonly RecordedEvent[]> => {
  const found: RecordedEvent[] = []
  for (let missing = version - 1; missing > 0; missing = version - 1 - found.length) {
    const page = await events.readStream(tenant, stream, found.length, Math.min(500, missing))
    if (page._tag === 'Left') return page
    const { events: earlier } = page.right
    if (earlier.length === 0) return left(corrupt(0, 'a recorded version is missing from its stream'))
    found.push(...earlier)
  }
  return right(found)
}
