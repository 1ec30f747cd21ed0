import {
  type AppendAnswer,
  appended,
  conflict,
  type Corrupt,
  corrupt,
  duplicate,
  type Either,
  type Epoch,
  type InvalidArgument,
  invalidClock,
  isExpected,
  left,
  type NonEmptyArray,
  type Outcome,
  readTime,
  right,
  type Seen,
  type Tenant,
} from '@partner-ledger/core/store'

import { bodyCells, type Draft, eventCells, personalCells } from './draft.js'
import {
  insertStream,
  isCorrupt,
  nextStreamId,
  type StreamHead,
  streamHead,
  updateStream,
  updateTenant,
} from './heads.js'
import { isUnreadable, type Unreadable } from './log-state.js'
import { type OpenTenant, openTenant, writeNew } from './open-tenant.js'
import { eventDamage, firstOf, verifiedEvent } from './rows.js'
import { isStale } from './seen.js'
import type { Statements } from '../schema/statements.js'

/** One call of `append`, whose arguments are checked. */
export interface AppendCall {
  readonly tenant: Tenant
  readonly drafts: readonly Draft[]
  readonly seen?: Seen
}

/** What the calls of one transaction read of the log, and have still to write of it. */
export interface Appending {
  readonly tenants: Map<Tenant, OpenTenant>
  /** The epoch, the position of the next event and the number of the next stream; `undefined`: not read yet. */
  epoch: Epoch | undefined
  nextPosition: number
  nextStream: number | undefined
}

/** For a transaction that begins. */
export const appending = (): Appending => ({
  tenants: new Map(),
  epoch: undefined,
  nextPosition: 0,
  nextStream: undefined,
})

/**
 * Carries out a call inside a transaction of the caller's, who rolls all of it back when this throws or returns a `Left`,
 * and otherwise lets `writeHeads` write the rest. `seen` is compared before anything else.
 */
export const appendCall = (
  statements: Statements,
  transaction: Appending,
  { tenant, drafts, seen }: AppendCall,
  clock: () => number,
): Either<Unreadable | InvalidArgument, AppendAnswer> => {
  const now = readTime(clock)
  if (now === undefined) return left(invalidClock)
  const open = openTenant(statements, transaction, tenant)
  if (isUnreadable(open)) return left(open)
  const { epoch } = open
  const stale = seen !== undefined && isStale(statements, epoch, open, seen)
  if (isUnreadable(stale)) return left(stale)
  if (stale) return right({ epoch, head: open.head, stale })

  const outcomes: Outcome[] = []
  for (const draft of drafts) {
    const outcome = appendOne(statements, transaction, open, draft, now)
    if (outcome._tag === 'Corrupt') return left(outcome)
    outcomes.push(outcome)
  }
  if (open.written === 0 && open.head !== 0) writeNew(statements, tenant, open)
  if (open.head !== 0) transaction.tenants.set(tenant, open)
  return right({ epoch, head: open.head, outcomes: outcomes as NonEmptyArray<Outcome> })
}

/** Writes the heads of the tenants that the transaction appended to: each once, however many calls there were. */
export const writeHeads = (statements: Statements, { tenants }: Appending): void => {
  for (const [name, tenant] of tenants) if (tenant.head !== tenant.written) updateTenant(statements, name, tenant)
}

/** The stream, and its first event with this id. */
interface Known {
  readonly stream: StreamHead | undefined
  readonly first?: Outcome
}

const knownOf = (statements: Statements, tenant: number, { stream: name, id, idText }: Draft): Known | Corrupt => {
  const row = statements.streamAndId.get(id, id, tenant, name) ?? []
  const stream = streamHead(statements, row, tenant, name)
  if (stream === undefined || isCorrupt(stream)) return stream ?? { stream }
  const position = row[3] ?? row[4] ?? null
  if (position === null) return { stream }
  const found = statements.factsAt.get(position as number)
  const first = found === undefined ? undefined : verifiedEvent(found)
  return first?.id === idText && first.stream === stream.id
    ? { stream, first: duplicate(firstOf(first)) }
    : corrupt(position as number, first === undefined ? eventDamage : 'an index of ids names another event')
}

const appendOne = (
  statements: Statements,
  transaction: Appending,
  tenant: OpenTenant,
  draft: Draft,
  now: number,
): Outcome | Corrupt => {
  const known = knownOf(statements, tenant.id, draft)
  if (isCorrupt(known)) return known
  if (known.first !== undefined) return known.first
  const head = known.stream?.head ?? 0
  if (!isExpected(draft.expected, head)) return conflict(head)

  const position = transaction.nextPosition
  const stream = { id: known.stream?.id ?? nextStream(statements, transaction), head: head + 1 }
  const recordedAt = Math.max(tenant.recordedAt, draft.recordedAt ?? now)
  const gap = position - tenant.head
  const numbers = { position, tenant: tenant.id, stream: stream.id, version: stream.head, gap, recordedAt }
  statements.insertEvent.run(eventCells(draft, numbers))
  statements.insertPersonal.run(personalCells(position, draft))
  if (draft.body !== undefined) statements.insertBody.run(bodyCells(position, draft.body))
  if (known.stream === undefined) insertStream(statements, tenant.id, draft.stream, stream)
  else updateStream(statements, tenant.id, draft.stream, stream)

  tenant.lastEvents.delete(draft.stream)
  tenant.head = position
  tenant.recordedAt = recordedAt
  transaction.nextPosition = position + 1
  return appended(stream.head, position, recordedAt)
}

const nextStream = (statements: Statements, transaction: Appending): number => {
  const next = transaction.nextStream ?? nextStreamId(statements)
  transaction.nextStream = next + 1
  return next
}
