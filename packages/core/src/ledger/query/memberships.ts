import { left, right } from 'fp-ts/lib/Either.js'

import { type InvalidArgument, invalidArgument } from '../../failure/store-error.js'
import type { Membership } from '../../membership/membership.js'
import type { Zone } from '../../membership/zone.js'
import type { Answer } from '../../store/answer.js'
import type { Tenant } from '../../store/event.js'
import type { IndexState, MembershipIndex } from '../../store/index/membership-index.js'
import { tenantOf } from '../log/stream-names.js'
import type { Reader } from '../read/read.js'
import { cursorOf, cursorText } from './cursor.js'
import type { IndexProgress } from './index-catch-up.js'
import type { IndexReader } from './index-reader.js'
import { indexedMembership } from './index-row.js'
import { checkQuery, indexQuery, type MembershipQuery } from './membership-query.js'

/** What queries over many memberships are made with. */
export interface QueryContext {
  readonly reader: Reader
  readonly index: IndexReader
  /** ms since epoch */
  readonly clock: () => number
  readonly zoneOf: (orgId: number) => Zone
}

/** How long a query waits for its index. */
export interface QueryOptions {
  /** How long to wait for the index to reach the head of the log, in ms; 30,000 by default. */
  readonly maxWaitMs?: number | undefined
  /** Called while the index catches up or is built anew. */
  readonly onProgress?: ((progress: IndexProgress) => void) | undefined
}

/** Which page of a query, and how long to wait for it. */
export interface PageOptions extends QueryOptions {
  /** `next` of the previous page. */
  readonly after?: string | undefined
  /** 1–1,000; 100 by default. */
  readonly limit?: number | undefined
}

/** Memberships by key; without `next` there are no more. All pages of one query share its `now`. */
export interface MembershipPage {
  readonly items: readonly Membership[]
  readonly next?: string
}

/** A page of the memberships that match the query now, as of the head of the log. */
export const findMemberships = async (
  context: QueryContext,
  query: MembershipQuery,
  { after, limit = 100, ...wait }: PageOptions,
): Answer<MembershipPage> => {
  const cursor = after === undefined ? undefined : cursorOf(after)
  if (after !== undefined && cursor === undefined) return left(invalidArgument('after', 'the `next` of a page'))
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    return left(invalidArgument('limit', 'a whole number from 1 to 1000'))
  const now = cursor?.now ?? Math.floor(context.clock())
  const found = await readUpToDate(context, query, wait, (tenant, rows) =>
    rows.find(tenant, indexQuery(query, now, context.zoneOf(query.orgId)), cursor?.after, limit + 1),
  )
  if (found._tag === 'Left') return found
  const { rows } = found.right
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const tenant = tenantOf(query.orgId)
  const items = page.map((row) => indexedMembership(tenant, row))
  return right(rows.length > limit && last ? { items, next: cursorText({ now, after: last }) } : { items })
}

/** Every membership that matches the query, by key, in pages: nothing is held open, and memory stays flat. */
export async function* eachMembershipOf(
  context: QueryContext,
  query: MembershipQuery,
  run: <A>(call: () => Answer<A>) => Promise<A>,
): AsyncGenerator<Membership> {
  for (let after: string | undefined; ; ) {
    const { items, next } = await run(() => findMemberships(context, query, { limit: 1000, after }))
    yield* items
    if (next === undefined) return
    after = next
  }
}

/** What `read` answers of the index once it is at the head of the log. The query is checked first. */
export const readUpToDate = async <A extends IndexState>(
  { index }: QueryContext,
  query: MembershipQuery,
  { maxWaitMs = 30_000, onProgress }: QueryOptions,
  read: (tenant: Tenant, rows: MembershipIndex) => Answer<A>,
): Answer<A> => {
  const error = checkQuery(query) ?? checkMaxWait(maxWaitMs)
  if (error !== undefined) return left(error)
  const tenant = tenantOf(query.orgId)
  return index.read(tenant, { maxWaitMs, onProgress }, (rows) => read(tenant, rows))
}

const checkMaxWait = (maxWaitMs: number): InvalidArgument | undefined =>
  maxWaitMs >= 0 ? undefined : invalidArgument('maxWaitMs', 'a number of 0 or more')
