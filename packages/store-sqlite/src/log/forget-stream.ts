import {
  type Answer,
  type Either,
  left,
  outcomeUnknown,
  right,
  type StoreError,
  type StreamName,
  type Tenant,
  type Version,
} from '@partner-ledger/core/store'

import { checkpoint, type Handle } from '../file/connection.js'
import { immediately } from '../file/immediately.js'
import { busy } from '../file/retry-while-busy.js'
import type { StoreParts } from '../file/store-parts.js'
import { isUnreadable } from './log-state.js'
import { isForgotten } from './rows.js'
import { readStreamEvents } from './stream-events.js'

/** What to forget: the stream's events up to a version that occurred at or before an instant. */
export interface Forgetting {
  readonly tenant: Tenant
  readonly stream: StreamName
  readonly upTo: Version
  readonly occurredUntil: number
}

/** Forgets page by page, each in a transaction of its own, and then empties the WAL, also where all of it was forgotten. */
export const forgetStream = async (
  { connection, withHandle }: Pick<StoreParts, 'connection' | 'withHandle'>,
  forgetting: Forgetting,
  deadline: number,
): Answer<void> => {
  for (let after: Version | undefined = 0; after !== undefined; ) {
    const from: Version = after
    const page: Either<StoreError, Version | undefined> = await withHandle(
      (handle) => immediately(connection, handle, () => forgetPage(handle, forgetting, from)),
      deadline,
    )
    if (page._tag === 'Left') return from === 0 ? page : left(afterFirstPage(page.left))
    after = page.right
  }
  return withHandle(emptyWal, deadline)
}

/** Forgets a page after a version in the caller's transaction, and returns where the next one begins, if there is one. */
export const forgetPage = (
  handle: Handle,
  { tenant, stream, upTo, occurredUntil }: Forgetting,
  after: Version,
): Either<StoreError, Version | undefined> => {
  const read = readStreamEvents(handle.statements, tenant, stream, after, pageRows, (event, row) => ({
    ...event,
    isForgotten: isForgotten(row),
  }))
  if (isUnreadable(read)) return left(read)
  for (const { position, version, occurredAt, isForgotten: wasForgotten } of read.events) {
    if (version > upTo) return right(undefined)
    if (occurredAt > occurredUntil || wasForgotten) continue
    handle.statements.forgetPersonal.run(position)
    handle.statements.forgetBody.run(position)
  }
  return right(read.events.length < pageRows ? undefined : after + pageRows)
}

const pageRows = 500

/** Pages before this one are forgotten, and so the error cannot say that nothing was stored. */
const afterFirstPage = (error: StoreError): StoreError =>
  error._tag === 'Unavailable' ? outcomeUnknown('a part of the stream is forgotten, the rest is not') : error

/** Empties the WAL, which still holds the pages as they were. */
const emptyWal = ({ db }: Handle): Either<StoreError, void> =>
  checkpoint(db, 'TRUNCATE') ? right(undefined) : left(busy)
