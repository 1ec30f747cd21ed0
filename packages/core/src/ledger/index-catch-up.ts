import { left, right } from 'fp-ts/lib/Either.js'

import { evolve } from '../membership/evolve.js'
import { foldVersion, isLate } from '../membership/fold.js'
import type { PartnerProgramEvent } from '../membership/event.js'
import { initial, type Membership } from '../membership/membership.js'
import type { Position, RecordedEvent, StreamName, Tenant } from '../store/event.js'
import type { Answer } from '../store/answer.js'
import type { MembershipIndex } from '../store/membership-index.js'
import { unavailable } from '../store/store-error.js'
import { foldedEvent } from './event-record.js'
import { indexedMembership, indexRow } from './index-row.js'
import { readMembership, type Reader } from './read.js'
import { isMembershipStream } from './stream-names.js'

/** How far an index has come on its way to the head of the log. */
export interface IndexProgress {
  readonly position: Position
  readonly head: Position
}

/** How long a query waits for its index, and who watches. */
export interface CatchUp {
  /** ms; beyond it the answer is `Unavailable`, and what was done stays done. */
  readonly maxWaitMs: number
  readonly onProgress?: (progress: IndexProgress) => void
}

/** Events of one step: large enough for few transactions, small enough to hold. */
const stepEvents = 2000

/** Brings the tenant's index to the head of the log as it is now, so that a query never answers from the past. */
export const catchUp = async (
  reader: Reader,
  index: MembershipIndex,
  tenant: Tenant,
  { maxWaitMs, onProgress }: CatchUp,
): Answer<Position> => {
  const head = await reader.events.head(tenant)
  if (head._tag === 'Left') return head
  const deadline = Date.now() + maxWaitMs
  for (;;) {
    const position = await standOf(index, tenant)
    if (position._tag === 'Left' || position.right >= head.right) return position
    onProgress?.({ position: position.right, head: head.right })
    if (Date.now() > deadline) return left(unavailable('the index is still catching up'))
    const stepped = await step(reader, index, tenant, position.right)
    if (stepped._tag === 'Left') return stepped
  }
}

/** An index of another version of the fold starts again from nothing. */
const standOf = async (index: MembershipIndex, tenant: Tenant): Answer<Position> => {
  const stand = await index.stand(tenant)
  if (stand._tag === 'Left') return stand
  if (stand.right.position === 0 || stand.right.fold === foldVersion) return right(stand.right.position)
  const cleared = await index.clear(tenant)
  return cleared._tag === 'Left' ? cleared : right(0)
}

/** Where another process has taken this step already, its outcome is `behind` and the next look at the stand goes on. */
const step = async (reader: Reader, index: MembershipIndex, tenant: Tenant, from: Position): Answer<void> => {
  const page = await reader.events.readAll(tenant, from, stepEvents)
  if (page._tag === 'Left') return page
  const to = page.right.at(-1)?.position
  if (to === undefined) return left(unavailable('the log ends before its head'))
  const memberships = await foldPage(reader, index, tenant, page.right, to)
  if (memberships._tag === 'Left') return memberships
  const rows = [...memberships.right.values()].map(indexRow)
  const applied = await index.apply(tenant, { from, to, fold: foldVersion, rows })
  return applied._tag === 'Left' ? applied : right(undefined)
}

const foldPage = async (
  reader: Reader,
  index: MembershipIndex,
  tenant: Tenant,
  page: readonly RecordedEvent[],
  to: Position,
): Answer<ReadonlyMap<StreamName, Membership>> => {
  const records = page.filter(({ stream }) => isMembershipStream(stream))
  const known = await index.get(tenant, [...new Set(records.map(({ stream }) => stream))])
  if (known._tag === 'Left') return known
  const memberships = new Map(known.right.map((row) => [row.stream, indexedMembership(row)]))
  const late = new Map<StreamName, PartnerProgramEvent>()
  for (const record of records) {
    const event = foldedEvent(tenant, record)
    if (event === undefined || late.has(record.stream)) continue
    const before = memberships.get(record.stream) ?? initial(event)
    if (isLate(before, event)) late.set(record.stream, event)
    else memberships.set(record.stream, evolve(before, event))
  }
  for (const [stream, event] of late) {
    const again = await readMembership(reader, event, { knownAt: { position: to } })
    if (again._tag === 'Left') return again
    memberships.set(stream, again.right)
  }
  return right(memberships)
}
