import { left, right } from 'fp-ts/lib/Either.js'

import type { Position, RecordedEvent, StreamName, Tenant, Version } from '../../store/event.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'

/** Events of one page: enough to make a call cheap, few enough to hold. */
const logPage = 1000
const streamPage = 500

/** Hands every record of the log behind `after` to `visit`, page by page, and answers the last position visited. */
export const visitLog = (
  events: EventStore,
  tenant: Tenant,
  after: Position,
  visit: (record: RecordedEvent) => void | Promise<void>,
  parts?: 'facts',
): Answer<Position> =>
  visitPages(
    (last) => events.readAll(tenant, last, logPage, parts),
    ({ position }) => position,
    logPage,
    after,
    visit,
  )

/** Hands every record of the stream behind `after` to `visit`, page by page, and answers the last version visited. */
export const visitStream = (
  events: EventStore,
  tenant: Tenant,
  stream: StreamName,
  after: Version,
  visit: (record: RecordedEvent) => void | Promise<void>,
): Answer<Version> =>
  visitPages(
    (last) => events.readStream(tenant, stream, last, streamPage),
    ({ version }) => version,
    streamPage,
    after,
    visit,
  )

const visitPages = async (
  read: (after: number) => Answer<readonly RecordedEvent[]>,
  placeOf: (record: RecordedEvent) => number,
  limit: number,
  after: number,
  visit: (record: RecordedEvent) => void | Promise<void>,
): Answer<number> => {
  let last = after
  for (;;) {
    const page = await read(last)
    if (page._tag === 'Left') return left(page.left)
    for (const record of page.right) {
      const visited = visit(record)
      if (visited !== undefined) await visited
      last = placeOf(record)
    }
    if (page.right.length < limit) return right(last)
  }
}
