import {
  type Either,
  left,
  right,
  type StoreError,
  type StreamName,
  type Tenant,
  type Version,
} from '@partner-ledger/core/store'

import { checkpoint, type Handle } from '../file/connection.js'
import { isCorrupt } from './heads.js'
import { streamEvents } from './pages.js'
import { isForgotten } from './rows.js'
import type { Statements } from '../schema/statements.js'
import { busy } from '../file/retry-while-busy.js'

/** What to forget: the stream's events up to a version that occurred at or before an instant. */
export interface Forgetting {
  readonly tenant: Tenant
  readonly stream: StreamName
  readonly upTo: Version
  readonly occurredUntil: number
}

/** Forgets a page behind version `after` in the caller's transaction, and answers where the next one begins, if any. */
export const forgetPage = (
  statements: Statements,
  { tenant, stream, upTo, occurredUntil }: Forgetting,
  after: Version,
): Either<StoreError, Version | undefined> => {
  const rows = streamEvents(statements, tenant, stream, after, pageRows, (event, row) => ({
    ...event,
    isForgotten: isForgotten(row),
  }))
  if (isCorrupt(rows)) return left(rows)
  for (const { position, version, occurredAt, isForgotten: wasForgotten } of rows) {
    if (version > upTo) return right(undefined)
    if (occurredAt > occurredUntil || wasForgotten) continue
    statements.forgetPersonal.run(position)
    statements.forgetBody.run(position)
  }
  return right(rows.length < pageRows ? undefined : after + pageRows)
}

const pageRows = 500

/** Empties the WAL, which still holds the pages as they were. Done after each `forget`, also one that is repeated. */
export const emptyWal = ({ db }: Handle): Either<StoreError, void> =>
  checkpoint(db, 'TRUNCATE') ? right(undefined) : left(busy)
