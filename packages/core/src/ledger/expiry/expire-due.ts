import { type Either, left, right } from 'fp-ts/lib/Either.js'

import { type InvalidArgument, invalidArgument, type StoreError } from '../../failure/store-error.js'
import type { Zone } from '../../membership/zone.js'
import type { Answer } from '../../store/answer.js'
import type { IndexKey, IndexQuery, IndexRow } from '../../store/index/membership-index.js'
import type { LogMark } from '../../store/page.js'
import type { MembershipExpired } from '../log/notice.js'
import { readOrganisations } from '../log/organisations.js'
import { tenantOf } from '../log/stream-names.js'
import { indexQuery } from '../query/membership-query.js'
import { dueIn, type ExpiryContext, recordNotices } from './record-notices.js'

/** Which organisations `expireDue` looks at, and when it ends early. */
export interface ExpireOptions {
  /** One organisation; by default all that have an event. */
  readonly orgId?: number | undefined
  /** Ends the work between two pages; the summary says how far it came. */
  readonly signal?: AbortSignal | undefined
  /** Called after each page of up to 1,000 memberships. */
  readonly onProgress?: ((summary: ExpirySummary) => void) | undefined
}

/** The result of looking for expired memberships. */
export interface ExpirySummary {
  /** Organisations that were looked through, the last one perhaps in part. */
  readonly organisations: number
  /** Memberships that had expired: the two below together. */
  readonly checked: number
  /** Notices that are new in the log. */
  readonly expired: number
  /** Memberships of which the log has the notice already. */
  readonly known: number
  /** Organisations that could not be looked through. They stop no other. */
  readonly failed: readonly OrganisationFailure[]
}

/** An organisation that was not looked at to its end, and why. */
export interface OrganisationFailure {
  readonly orgId: number
  readonly error: StoreError
}

/** Memberships of one page: enough to make an append cheap, few enough to hold. */
const pageSize = 1000

/** A search through one organisation after the other, with its summary so far. */
export interface ExpirySearch {
  readonly now: number
  readonly signal: AbortSignal | undefined
  summary: ExpirySummary
  /** The last notice that was recorded in the present organisation. */
  lastNotice: MembershipExpired | undefined
  readonly onProgress: ((summary: ExpirySummary) => void) | undefined
}

export const expirySearch = (now: number, { signal, onProgress }: ExpireOptions): ExpirySearch => ({
  now,
  signal,
  summary: { organisations: 0, checked: 0, expired: 0, known: 0, failed: [] },
  lastNotice: undefined,
  onProgress,
})

/** Records a notice for each membership whose link is expired at `now`, where the log has none yet. It is safe to repeat. */
export const expireDue = async (context: ExpiryContext, now: number, options: ExpireOptions): Answer<ExpirySummary> => {
  const { orgId } = options
  const organisations = orgId === undefined ? await readOrganisations(context.query.reader.events) : right([orgId])
  if (organisations._tag === 'Left') return organisations
  const search = expirySearch(now, options)
  for (const one of organisations.right) {
    if (search.signal?.aborted === true) break
    const expired = await inOrganisation(context, search, one, (zone) =>
      expireRows(context, search, one, zone, indexQuery({ orgId: one, link: 'expired' }, now, zone)),
    )
    if (expired._tag === 'Left' && (orgId !== undefined || !isOfOneOrganisation(expired.left))) return expired
  }
  return right(search.summary)
}

/** Searches one organisation in its zone. A failure of this organisation alone is noted in the summary as well. */
export const inOrganisation = async <A>(
  { query }: ExpiryContext,
  search: ExpirySearch,
  orgId: number,
  expire: (zone: Zone) => Answer<A>,
): Answer<A> => {
  const { summary } = search
  search.summary = { ...summary, organisations: summary.organisations + 1 }
  search.lastNotice = undefined
  const zone = zoneOrError(query.zoneOf, orgId)
  const expired = zone._tag === 'Left' ? zone : await expire(zone.right)
  if (expired._tag === 'Left' && isOfOneOrganisation(expired.left))
    search.summary = { ...search.summary, failed: [...search.summary.failed, { orgId, error: expired.left }] }
  return expired
}

/** A wrong zone and damaged events concern their organisation; what else a store says concerns all. */
export const isOfOneOrganisation = ({ _tag }: StoreError): boolean => _tag === 'InvalidArgument' || _tag === 'Corrupt'

/** The host's function for zones may throw, or return no zone. */
const zoneOrError = (zoneOf: (orgId: number) => Zone, orgId: number): Either<InvalidArgument, Zone> => {
  try {
    return right(zoneOf(orgId))
  } catch {
    return left(invalidArgument('zone', `an IANA zone such as Asia/Kolkata for organisation ${orgId}`))
  }
}

/** Records notices for the rows that match, page by page, and returns the mark of the index that the first page read. */
export const expireRows = async (
  context: ExpiryContext,
  search: ExpirySearch,
  orgId: number,
  zone: Zone,
  query: IndexQuery,
): Answer<LogMark | undefined> => {
  const tenant = tenantOf(orgId)
  let mark: LogMark | undefined
  for (let after: IndexKey | undefined; search.signal?.aborted !== true; ) {
    const page = await context.query.index.read(tenant, { maxWaitMs: Infinity }, (rows) =>
      rows.find(tenant, query, after, pageSize),
    )
    if (page._tag === 'Left') return page
    const { rows, stand } = page.right
    mark ??= stand
    const expired = await expirePage(context, search, orgId, zone, rows)
    if (expired._tag === 'Left') return expired
    after = rows.at(-1)
    if (rows.length < pageSize) break
  }
  return right(mark)
}

export const expirePage = async (
  context: ExpiryContext,
  search: ExpirySearch,
  orgId: number,
  zone: Zone,
  rows: readonly IndexRow[],
): Answer<void> => {
  const due = dueIn(orgId, rows, search.now, zone)
  const recorded = await recordNotices(context, orgId, due)
  if (recorded._tag === 'Left') return recorded
  const { summary } = search
  const expired = recorded.right.length
  search.lastNotice = recorded.right.at(-1) ?? search.lastNotice
  search.summary = {
    ...summary,
    checked: summary.checked + due.length,
    expired: summary.expired + expired,
    known: summary.known + due.length - expired,
  }
  if (rows.length > 0) search.onProgress?.(search.summary)
  return right(undefined)
}
