import { type Either, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../failure/store-error.js'
import { withoutPersonal } from '../ledger/log/event-record.js'
import { type ForgettingRegister, forgettingRegister } from '../ledger/log/forgetting-register.js'
import type { Answer } from '../store/answer.js'
import type { Position, RecordedEvent, Tenant } from '../store/event.js'
import type { EventStore } from '../store/event-store.js'
import { isForgotten } from './is-forgotten.js'
import type { Moved, MovedParts } from './moved.js'

/** A piece of a tenant's log: after `after`, up to and with `upTo`. */
export interface Span {
  readonly after: Position
  readonly upTo: Position
}

/** Records of one page: enough to make a call cheap, few enough to hold. */
const page = 500

/** The records of the span in order, page by page. What its log says is forgotten leaves it without those parts. */
export async function* readMoved(
  from: EventStore,
  tenant: Tenant,
  { after, upTo }: Span,
  parts: MovedParts,
): AsyncGenerator<Either<StoreError, Moved>> {
  const known = forgettingRegister(from)
  for (let last = after; last < upTo; ) {
    const read = await from.readAll(tenant, last, page)
    if (read._tag === 'Left') {
      yield read
      return
    }
    for (const record of read.right.events) {
      if (record.position > upTo) return
      yield await movedOf(from, tenant, record, parts, known)
      last = record.position
    }
    if (!read.right.more) return
  }
}

const movedOf = async (
  from: EventStore,
  tenant: Tenant,
  record: RecordedEvent,
  parts: MovedParts,
  known: ForgettingRegister,
): Answer<Moved> => {
  const { stream, version, position, recordedAt, personal } = record
  const bare = withoutPersonal(record)
  const place = { stream, version, position, recordedAt }
  if (record.forgotten === true) return right({ ...place, forgotten: true, event: bare })
  const body = parts.bodies ? await from.body(tenant, position) : right(undefined)
  if (body._tag === 'Left') return body
  const event = {
    ...bare,
    ...(parts.personal && personal !== undefined ? { personal } : {}),
    ...(body.right === undefined ? {} : { body: body.right }),
  }
  const moved: Moved = { ...place, forgotten: false, event }
  const gone = await isForgotten(known, tenant, moved)
  if (gone._tag === 'Left') return gone
  return right(gone.right ? { ...moved, forgotten: true, event: bare } : moved)
}
