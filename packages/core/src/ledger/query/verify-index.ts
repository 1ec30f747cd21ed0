import { right } from 'fp-ts/lib/Either.js'

import { foldMembership } from '../../membership/fold.js'
import type { MembershipKey } from '../../membership/key.js'
import type { Answer } from '../../store/answer.js'
import type { Position, StreamName, Tenant } from '../../store/event.js'
import type { IndexRow } from '../../store/index/membership-index.js'
import { withoutNumber } from '../log/event-record.js'
import type { IsForgotten } from '../log/forgetting-register.js'
import { keyOfStream, membershipsPrefix, tenantOf } from '../log/stream-names.js'
import { readStoredEvents } from '../read/read.js'
import { indexedKey, indexRow } from './index-row.js'
import type { QueryContext } from './memberships.js'

/** What became of comparing an index with a fold of the log. */
export interface IndexReport {
  /** How many memberships the log has. */
  readonly memberships: number
  /** Whether each of them is in the index as the log has it, and nothing else is. */
  readonly isSound: boolean
  /** The first 1,000 memberships of which the index has another row than the log gives, none, or one too many. */
  readonly differing: readonly MembershipKey[]
  /** How many there are. */
  readonly differingCount: number
}

/**
 * Folds every membership of an organisation from its stream and compares it with its row in the index, page by page. A row
 * that differs is read again twice: another process may have written meanwhile.
 */
export const verifyIndexOf = async (context: QueryContext, orgId: number): Answer<IndexReport> => {
  const tenant = tenantOf(orgId)
  const differing: MembershipKey[] = []
  let memberships = 0
  let differingCount = 0
  const note = (keys: readonly MembershipKey[]): void => {
    differingCount += keys.length
    differing.push(...keys.slice(0, mostListed - differing.length))
  }

  for (let after = '', more = true; more; ) {
    const listed = await context.reader.events.streams(tenant, membershipsPrefix, after, pageRows)
    if (listed._tag === 'Left') return listed
    const names = listed.right.streams.map(({ stream }) => stream)
    const found = await differingStreams(context, tenant, names)
    if (found._tag === 'Left') return found
    note(found.right.map((stream) => keyOfStream(tenant, stream)))
    memberships += names.length
    after = names.at(-1) ?? ''
    more = listed.right.more && names.length > 0
  }

  for (let after: IndexRow | undefined, more = true; more; ) {
    const from = after
    const page = await context.index.read(tenant, patient, (rows) => rows.find(tenant, {}, from, pageRows))
    if (page._tag === 'Left') return page
    for (const row of page.right.rows) {
      const stream = await context.reader.events.readStream(tenant, row.stream, 0, 1)
      if (stream._tag === 'Left') return stream
      if (stream.right.events.length === 0) note([indexedKey(tenant, row)])
    }
    after = page.right.rows.at(-1)
    more = page.right.rows.length === pageRows
  }
  return right({ memberships, isSound: differingCount === 0, differing, differingCount })
}

const pageRows = 500
const mostListed = 1_000
const patient = { maxWaitMs: Infinity }

/** Those of the streams whose rows differ from the fold three times in a row. */
const differingStreams = async (
  context: QueryContext,
  tenant: Tenant,
  streams: readonly StreamName[],
): Answer<readonly StreamName[]> => {
  let differing = streams
  for (let reads = 0; reads < 3 && differing.length > 0; reads += 1) {
    const names = differing
    const stored = await context.index.read(tenant, patient, (rows) => rows.get(tenant, names))
    if (stored._tag === 'Left') return stored
    const isForgotten = await context.reader.forgets.catchUp(tenant)
    if (isForgotten._tag === 'Left') return isForgotten
    const rows = new Map(stored.right.rows.map((row) => [row.stream, row]))
    const found: StreamName[] = []
    for (const stream of names) {
      const expected = await foldedRow(context, tenant, stream, stored.right.stand.position, isForgotten.right)
      if (expected._tag === 'Left') return expected
      if (rowText(rows.get(stream)) !== rowText(expected.right)) found.push(stream)
    }
    differing = found
  }
  return right(differing)
}

/** The row of a membership as the log gives it at this position. */
const foldedRow = async (
  { reader }: QueryContext,
  tenant: Tenant,
  stream: StreamName,
  position: Position,
  isForgotten: IsForgotten,
): Answer<IndexRow> => {
  const key = keyOfStream(tenant, stream)
  const read = await readStoredEvents(reader, key, { knownAt: { position } })
  if (read._tag === 'Left') return read
  const events = read.right.map(({ event }) =>
    isForgotten(event.customerId, event.occurredAt) ? withoutNumber(event) : event,
  )
  return right(indexRow(foldMembership(key, events)))
}

const rowText = (row: IndexRow | undefined): string =>
  row === undefined ? '' : JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))
