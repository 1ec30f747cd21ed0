import {
  appended,
  conflict,
  type Corrupt,
  corrupt,
  duplicate,
  type Either,
  isExpected,
  left,
  type NonEmptyArray,
  type Outcome,
  right,
  type Tenant,
} from '@partner-ledger/core/store'

import { earlyIds } from '../schema/layout.js'
import { bodyCells, type Draft, eventCells, personalCells } from './draft.js'
import {
  findStream,
  findTenant,
  insertStream,
  insertTenant,
  isCorrupt,
  nextStreamId,
  nextTenantId,
  type StreamHead,
  updateStream,
  updateTenant,
} from './heads.js'
import { firstOf, positionOf, verifiedEvent } from './rows.js'
import type { Row, Statements } from '../schema/statements.js'

/** One call of `append`, whose arguments are known to be good. */
export interface AppendCall {
  readonly tenant: Tenant
  readonly drafts: readonly Draft[]
}

/** What the calls of one transaction come to know of the log, and have still to write of it. */
export interface Appending {
  readonly tenants: Map<Tenant, OpenTenant>
  /** The position that the next event takes; `undefined`: it has to be asked for. */
  next: number | undefined
}

/** For a transaction that begins. */
export const appending = (): Appending => ({ tenants: new Map(), next: undefined })

/**
 * Carries out a call inside a transaction of the caller's, who takes back the whole of it when this throws or answers
 * `Left`, and else has `writeHeads` write what is left to write.
 */
export const appendCall = (
  statements: Statements,
  transaction: Appending,
  { tenant, drafts }: AppendCall,
  clock: () => number,
): Either<Corrupt, NonEmptyArray<Outcome>> => {
  const open = openTenant(statements, transaction, tenant)
  if (isCorrupt(open)) return left(open)
  const outcomes: Outcome[] = []
  for (const draft of drafts) {
    const outcome = appendOne(statements, open, draft, clock)
    if (outcome._tag === 'Corrupt') return left(outcome)
    outcomes.push(outcome)
  }
  transaction.next = open.next
  if (open.written === 0 && open.head !== 0) writeNew(statements, tenant, open)
  if (open.head !== 0) transaction.tenants.set(tenant, open)
  return right(outcomes as NonEmptyArray<Outcome>)
}

/** Writes the heads of the tenants that the transaction appended to: each once, however many calls there were. */
export const writeHeads = (statements: Statements, { tenants }: Appending): void => {
  for (const [name, tenant] of tenants) if (tenant.head !== tenant.written) updateTenant(statements, name, tenant)
}

/** At once, since it takes a number that another new one would take as well. */
const writeNew = (statements: Statements, name: Tenant, tenant: OpenTenant): void => {
  insertTenant(statements, name, tenant)
  tenant.written = tenant.head
}

/** A tenant as the transaction changes it. */
interface OpenTenant {
  readonly id: number
  head: number
  recordedAt: number
  /** The head that its row has; 0: it has no row. */
  written: number
  /** The position that the next event takes. */
  next: number
}

const openTenant = (statements: Statements, transaction: Appending, name: Tenant): OpenTenant | Corrupt => {
  const open = transaction.tenants.get(name)
  const next = transaction.next ?? Number(statements.lastPosition.get()?.[0]) + 1
  if (open !== undefined) return Object.assign(open, { next })
  const known = findTenant(statements, name)
  if (isCorrupt(known)) return known
  if (known === undefined) return { id: nextTenantId(statements), head: 0, recordedAt: 0, written: 0, next }
  const { id, head, recordedAt } = known
  return next > head ? { id, head, recordedAt, written: head, next } : corrupt(head, 'the end of the log is missing')
}

/** The stream's event of this id, if there is one. */
const eventOfId = (
  statements: Statements,
  { id: stream, head }: StreamHead,
  id: string | Uint8Array,
): Row | undefined =>
  statements.eventByEarlyId.get(stream, id) ?? (head > earlyIds ? statements.eventByLateId.get(stream, id) : undefined)

const appendOne = (
  statements: Statements,
  tenant: OpenTenant,
  draft: Draft,
  clock: () => number,
): Outcome | Corrupt => {
  const known = findStream(statements, tenant.id, draft.stream)
  if (isCorrupt(known)) return known
  const first = known === undefined ? undefined : eventOfId(statements, known, draft.id)
  if (first !== undefined) {
    const event = verifiedEvent(first)
    return event === undefined ? corrupt(positionOf(first), 'facts') : duplicate(firstOf(event))
  }
  const version = known?.head ?? 0
  if (!isExpected(draft.expected, version)) return conflict(version)

  const position = tenant.next
  const stream = { id: known?.id ?? nextStreamId(statements), head: version + 1 }
  const recordedAt = Math.max(tenant.recordedAt, Math.trunc(draft.recordedAt ?? clock()))
  const gap = position - tenant.head
  const place = { position, tenant: tenant.id, stream: stream.id, version: stream.head, gap, recordedAt }
  statements.insertEvent.run(eventCells(draft, place))
  statements.insertPersonal.run(personalCells(position, draft))
  if (draft.body !== undefined) statements.insertBody.run(bodyCells(position, draft.body))
  if (known === undefined) insertStream(statements, tenant.id, draft.stream, stream)
  else updateStream(statements, tenant.id, draft.stream, stream)

  tenant.head = position
  tenant.recordedAt = recordedAt
  tenant.next = position + 1
  return appended(stream.head, position, recordedAt)
}
