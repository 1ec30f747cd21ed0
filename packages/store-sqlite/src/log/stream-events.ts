import { type Corrupt, corrupt, type StreamName, type Tenant, type Version } from '@partner-ledger/core/store'

import type { Row, Statements } from '../schema/statements.js'
import { isCorrupt, streamHead } from './heads.js'
import { textOfId } from './id.js'
import { isUnreadable, type ReadStart, readStart, type Unreadable } from './log-state.js'
import { eventDamage, positionOf, type VerifiedEvent, verifiedEvent } from './rows.js'
import { takeRows } from './take-rows.js'

/** What was read of a stream, of one snapshot. */
export interface StreamEvents<A> {
  readonly start: ReadStart
  readonly events: readonly A[]
  /** The version of the stream's last event; 0: the stream has none. */
  readonly version: Version
  /** The id of the event at the version after which was read. */
  readonly at: string | undefined
}

/** Makes something of an event and its row; `undefined`: the page ends before it. */
export type UseEvent<A> = (event: VerifiedEvent, row: Row, units: number) => A | Corrupt | undefined

/**
 * Reads the events of a stream after a version in the caller's snapshot, and takes what `use` makes of each. Each event is
 * verified, none is missing between them, and none at the end.
 */
export const readStreamEvents = <A>(
  statements: Statements,
  tenant: Tenant,
  stream: StreamName,
  after: Version,
  limit: number,
  use: UseEvent<A>,
): StreamEvents<A> | Unreadable => {
  const row = statements.streamState.get(tenant, stream) ?? []
  const start = readStart(statements, row, tenant)
  if (isUnreadable(start)) return start
  const { owner } = start
  const none = { start, events: [], version: 0, at: undefined }
  if (owner === undefined) return none
  const known = streamHead(statements, row.slice(6), owner.id, stream)
  if (known === undefined || isCorrupt(known)) return known ?? none
  const read = eventsAfter(statements, after, limit, { owner: owner.id, stream: known.id, version: known.head }, use)
  return isCorrupt(read) ? read : { start, version: known.head, ...read }
}

interface Known {
  readonly owner: number
  readonly stream: number
  readonly version: Version
}

const eventsAfter = <A>(
  statements: Statements,
  after: Version,
  limit: number,
  { owner, stream, version }: Known,
  use: UseEvent<A>,
): { readonly events: readonly A[]; readonly at: string | undefined } | Corrupt => {
  const events: A[] = []
  let at: string | undefined
  let [expected, isFull] = [after > 0 ? after : 1, false]
  let damage: Corrupt | undefined
  const take = (row: Row, units: number): number | undefined => {
    const event = verifiedEvent(row)
    if (event?.stream !== stream || event.tenant !== owner)
      damage = corrupt(
        positionOf(row),
        event === undefined ? eventDamage : 'an index of the streams names another event',
      )
    else if (event.version !== expected) damage = corrupt(event.position, 'an earlier version is missing')
    else if (event.version === after) at = textOfId(event.id)
    else {
      const used = use(event, row, units)
      if (used === undefined) isFull = true
      else if (isCorrupt(used)) damage = used
      else events.push(used)
    }
    if (damage !== undefined || isFull) return undefined
    expected += 1
    return expected
  }
  takeRows(
    (from, size) => statements.eventsOfStream.all(stream, from, size),
    expected,
    after > 0 ? limit + 1 : limit,
    take,
  )
  if (damage !== undefined) return damage
  const isWhole = isFull || events.length === limit || expected > version
  return isWhole ? { events, at } : corrupt(0, 'the end of the stream is missing')
}
