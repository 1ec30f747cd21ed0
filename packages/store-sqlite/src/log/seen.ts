import { type Corrupt, corrupt, type Epoch, type Seen, type StreamName } from '@partner-ledger/core/store'

import type { Statements } from '../schema/statements.js'
import { isCorrupt, streamHead } from './heads.js'
import { textOfId } from './id.js'
import type { LastEvent, OpenTenant } from './open-tenant.js'
import { eventDamage, verifiedEvent } from './rows.js'

/** Whether what the caller read of a stream differs from what the transaction reads: in epoch, version or id. */
export const isStale = (statements: Statements, epoch: Epoch, tenant: OpenTenant, seen: Seen): boolean | Corrupt => {
  if (seen.epoch !== epoch) return true
  const last = tenant.lastEvents.get(seen.stream) ?? lastEvent(statements, tenant.id, seen.stream)
  if (isCorrupt(last)) return last
  tenant.lastEvents.set(seen.stream, last)
  return seen.version !== last.version || seen.id !== last.id
}

const lastEvent = (statements: Statements, tenant: number, name: StreamName): LastEvent | Corrupt => {
  const row = statements.streamAndLast.get(tenant, name) ?? []
  const stream = streamHead(statements, row, tenant, name)
  if (stream === undefined) return { version: 0, id: undefined }
  if (isCorrupt(stream)) return stream
  const last = verifiedEvent(row.slice(3))
  return last?.stream === stream.id && last.version === stream.head
    ? { version: last.version, id: textOfId(last.id) }
    : corrupt(0, row[3] === null ? 'the end of a stream is missing' : eventDamage)
}
