import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position, RecordedEvent, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import type { Epoch, LogMark, LogState, Page } from '../../store/page.js'

export const markOf = (epoch: Epoch, position: Position, id: string | undefined): LogMark =>
  id === undefined ? { epoch, position } : { epoch, position, id }

/** The mark of an event that was read. */
export const markAt = (epoch: Epoch, { position, id }: RecordedEvent): LogMark => ({ epoch, position, id })

/** Whether the log of this page, which was read after the mark's position, holds the mark's event. */
export const isInLog = ({ position, id }: Pick<LogMark, 'position' | 'id'>, { at }: Pick<Page, 'at'>): boolean =>
  position === 0 || at === id

/** Whether the page is of the mark's own epoch as well, so that a reader simply goes on. */
export const isSameLog = (mark: LogMark, page: Page): boolean => mark.epoch === page.epoch && isInLog(mark, page)

/** The head of a tenant's log, with the id of its event. */
export const readHeadMark = async (events: EventStore, tenant: Tenant): Answer<LogMark> => {
  for (let after: Position = 0; ; ) {
    const page = await events.readAll(tenant, after, 1)
    if (page._tag === 'Left') return page
    const { epoch, head, at } = page.right
    if (head === 0 || (head === after && at !== undefined)) return right(markOf(epoch, head, at))
    after = head
  }
}

/**
 * The mark of the last event at or before a position, which may lie in a hole, and the log's head; a `Left` of the log's
 * state where the position lies after its end.
 */
export const readMark = async (
  events: EventStore,
  tenant: Tenant,
  position: Position,
): Answer<Either<LogState, MarkAndHead>> => {
  const page = await events.readAll(tenant, position, 1)
  if (page._tag === 'Left') return page
  const { epoch, head, at } = page.right
  if (position > head) return right(left({ epoch, head }))
  if (position === 0 || at !== undefined) return right(right({ mark: markOf(epoch, position, at), head }))
  for (let back = 1; ; back *= 2) {
    const after = Math.max(0, position - back)
    const last = await lastEventWithin(events, tenant, after, position)
    if (last._tag === 'Left') return last
    if (last.right !== undefined) return right(right({ mark: markAt(epoch, last.right), head }))
    if (after === 0) return right(right({ mark: markOf(epoch, 0, undefined), head }))
  }
}

export interface MarkAndHead {
  readonly mark: LogMark
  readonly head: Position
}

const lastEventWithin = async (
  events: EventStore,
  tenant: Tenant,
  after: Position,
  upTo: Position,
): Answer<RecordedEvent | undefined> => {
  let last: RecordedEvent | undefined
  for (;;) {
    const page = await events.readAll(tenant, last?.position ?? after, 1000)
    if (page._tag === 'Left') return page
    const within = page.right.events.filter(({ position }) => position <= upTo)
    last = within.at(-1) ?? last
    if (within.length < page.right.events.length || !page.right.more) return right(last)
  }
}
