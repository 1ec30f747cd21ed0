import { left, right } from 'fp-ts/lib/Either.js'

import { corrupt, unavailable } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, StreamName, Tenant, Version } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import type { LogState, Page } from '../../store/page.js'

/** Events of one page: enough to make a call cheap, few enough to hold. */
const logPage = 1000
const streamPage = 500

/** Where a reader arrived, and the log that it read. */
export interface Visited extends LogState {
  /** The last version or position that was visited; `after` where there was none. */
  readonly last: number
  /** The id of the event there; absent at 0. */
  readonly id?: string
}

type Visit = (record: RecordedEvent) => void | Promise<void>

/** Hands every record of the log after position `after` to `visit`, page by page. Ends at the head. */
export const visitLog = (
  events: EventStore,
  tenant: Tenant,
  after: Position,
  visit: Visit,
  parts?: 'facts',
): Answer<Visited> =>
  visitPages(
    (last) => events.readAll(tenant, last, logPage, parts),
    ({ position }) => position,
    after,
    visit,
  )

/** Hands every record of the stream after version `after` to `visit`, page by page. Ends at the stream's last version. */
export const visitStream = (
  events: EventStore,
  tenant: Tenant,
  stream: StreamName,
  after: Version,
  visit: Visit,
): Answer<Visited> =>
  visitPages(
    (last) => events.readStream(tenant, stream, last, streamPage),
    ({ version }) => version,
    after,
    visit,
  )

const visitPages = async (
  read: (after: number) => Answer<Page>,
  numberOf: (record: RecordedEvent) => number,
  after: number,
  visit: Visit,
): Answer<Visited> => {
  let last = after
  let id: string | undefined
  let epoch: string | undefined
  for (;;) {
    const answer = await read(last)
    if (answer._tag === 'Left') return answer
    const page = answer.right
    if (epoch !== undefined && (page.epoch !== epoch || page.at !== id)) return left(unavailable(replaced))
    epoch = page.epoch
    id = page.at
    for (const record of page.events) {
      const visited = visit(record)
      if (visited !== undefined) await visited
      last = numberOf(record)
      id = record.id
    }
    if (!page.more) return right({ epoch, head: page.head, last, ...(id === undefined ? {} : { id }) })
    if (page.events.length === 0) return left(corrupt(0, 'a page announces more events and holds none'))
  }
}

const replaced = 'the log went back, or was replaced, while it was read'
