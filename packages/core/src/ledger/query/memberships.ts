import { left, right } from 'fp-ts/lib/Either.js'

import type { Membership } from '../../membership/membership.js'
import type { Zone } from '../../membership/zone.js'
import type { Answer } from '../../store/answer.js'
import type { Tenant } from '../../store/event.js'
import type { MembershipIndex } from '../../store/index/membership-index.js'
import { type InvalidArgument, invalidArgument, unavailable } from '../../store/store-error.js'
import { cursorOf, cursorText } from './cursor.js'
import { type CatchUp, catchUp, type IndexProgress, standsAt } from './index-catch-up.js'
import { indexedMembership } from './index-row.js'
import { indexQuery, type MembershipQuery, checkQuery } from './membership-query.js'
import type { Reader } from '../read/read.js'
import { tenantOf } from '../log/stream-names.js'

/** What queries over many are made with. */
export interface Index {
  readonly reader: Reader
  readonly rows: MembershipIndex
  readonly clock: () => number
  readonly zoneOf: (orgId: number) => Zone
}

export interface QueryOptions {
  /** How long to wait for the index to reach the head of the log, in ms; 30,000 unless told. */
  readonly maxWaitMs?: number
  /** Is told how far the index has come, while it catches up or is built anew. */
  readonly onProgress?: (progress: IndexProgress) => void
}

export interface PageOptions extends QueryOptions {
  /** `next` of the page before. */
  readonly after?: string
  /** 1–1,000; 100 unless told. */
  readonly limit?: number
}

/** Memberships by key; without `next` there are no more. All pages of one query share its `now`. */
export interface MembershipPage {
  readonly items: readonly Membership[]
  readonly next?: string
}

/** A page of the memberships that answer the query now, as of the head of the log. */
export const findMemberships = async (
  index: Index,
  query: MembershipQuery,
  { after, limit = 100, ...wait }: PageOptions,
): Answer<MembershipPage> => {
  const cursor = after === undefined ? undefined : cursorOf(after)
  if (after !== undefined && cursor === undefined) return left(invalidArgument('after', 'the `next` of a page'))
  if (!Number.isInteger(limit) || limit < 1 || limit > 1000)
    return left(invalidArgument('limit', 'a whole number from 1 to 1000'))
  const now = cursor?.now ?? Math.floor(index.clock())
  const found = await readUpToDate(index, query, wait, (tenant) => {
    const asked = indexQuery(query, now, index.zoneOf(query.orgId))
    return index.rows.find(tenant, asked, cursor?.after, limit + 1)
  })
  if (found._tag === 'Left') return found
  const page = found.right.slice(0, limit)
  const last = page.at(-1)
  const tenant = tenantOf(query.orgId)
  const items = page.map((row) => indexedMembership(tenant, row))
  return right(found.right.length > limit && last ? { items, next: cursorText({ now, after: last }) } : { items })
}

/** Every membership that answers the query, by key, in pages: nothing is held open, and memory stays flat. */
export async function* eachMembershipOf(
  index: Index,
  query: MembershipQuery,
  run: <A>(call: () => Answer<A>) => Promise<A>,
): AsyncGenerator<Membership> {
  for (let after: string | undefined; ; ) {
    const options = after === undefined ? { limit: 1000 } : { limit: 1000, after }
    const { items, next } = await run(() => findMemberships(index, query, options))
    yield* items
    if (next === undefined) return
    after = next
  }
}

/** Reads the index once it is at the head of the log, and again where another process cleared it meanwhile. */
export const readUpToDate = async <A>(
  { reader, rows }: Index,
  query: MembershipQuery,
  { maxWaitMs = 30_000, onProgress }: QueryOptions,
  read: (tenant: Tenant) => Answer<A>,
): Answer<A> => {
  const fault = checkQuery(query) ?? checkMaxWait(maxWaitMs)
  if (fault !== undefined) return left(fault)
  const tenant = tenantOf(query.orgId)
  const deadline = performance.now() + maxWaitMs
  for (;;) {
    const wait: CatchUp = {
      maxWaitMs: deadline - performance.now(),
      ...(onProgress === undefined ? {} : { onProgress }),
    }
    const reached = await catchUp(reader, rows, tenant, wait)
    if (reached._tag === 'Left') return reached
    const answer = await read(tenant)
    if (answer._tag === 'Left') return answer
    const stand = await rows.stand(tenant)
    if (stand._tag === 'Left') return stand
    if (standsAt(stand.right, reached.right)) return answer
    if (performance.now() >= deadline) return left(unavailable('the index is built anew'))
  }
}

const checkMaxWait = (maxWaitMs: number): InvalidArgument | undefined =>
  maxWaitMs >= 0 ? undefined : invalidArgument('maxWaitMs', 'a number of 0 or more')
