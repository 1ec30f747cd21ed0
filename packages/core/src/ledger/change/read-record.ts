import { left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { RecordedEvent, StreamName, Tenant, Version } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import { corrupt } from '../../store/store-error.js'

/** A record, and those before it in its stream that were asked for with it, in order of arrival. */
export interface RecordRead {
  readonly record: RecordedEvent
  readonly earlier: readonly RecordedEvent[]
}

/** The record at this version of the stream, and those between version `after` and it. */
export const readRecord = async (
  events: EventStore,
  tenant: Tenant,
  stream: StreamName,
  version: Version,
  after: Version,
): Answer<RecordRead> => {
  const earlier: RecordedEvent[] = []
  for (let last = after; last < version; last = after + earlier.length) {
    const page = await events.readStream(tenant, stream, last, Math.min(500, version - last))
    if (page._tag === 'Left') return page
    if (page.right.length === 0) break
    earlier.push(...page.right)
  }
  const record = earlier.pop()
  if (record?.version !== version) return left(corrupt(0, 'a recorded version is missing from its stream'))
  return right({ record, earlier })
}
