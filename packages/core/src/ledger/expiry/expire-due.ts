import { left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { IndexKey, IndexRow } from '../../store/index/membership-index.js'
import { invalidArgument } from '../../store/store-error.js'
import type { Expired } from '../hooks/hook.js'
import { indexQuery } from '../query/membership-query.js'
import { type Index, readUpToDate } from '../query/memberships.js'
import { readOrganisations } from '../log/organisations.js'
import { type Due, dueIn, type Expiry, recordNotices } from './record-notices.js'

export interface ExpireOptions {
  /** One organisation; all that have an event unless told. */
  readonly orgId?: number
  /** Ends the work between two pages; the summary tells how far it came. */
  readonly signal?: AbortSignal
  /** Is called after each page of up to 1,000 memberships. */
  readonly onProgress?: (summary: ExpirySummary) => void
}

/** What came of looking for expired memberships. */
export interface ExpirySummary {
  /** Organisations that were looked through, the last one perhaps in part. */
  readonly organisations: number
  /** Memberships that had expired: the two below together. */
  readonly checked: number
  /** Notices that are new in the log. */
  readonly expired: number
  /** Notices that the log had already. */
  readonly known: number
}

/** Memberships of one page: enough to make an append cheap, few enough to hold. */
const pageSize = 1000

/** Records a notice for each membership whose link is expired at `now`, unless the log has it. Repeating it is safe. */
export const expireDue = async (
  expiry: Expiry,
  now: number,
  { orgId, signal, onProgress }: ExpireOptions,
): Answer<ExpirySummary> => {
  if (!Number.isSafeInteger(now)) return left(invalidArgument('now', 'whole ms since epoch'))
  const named = orgId === undefined ? await readOrganisations(expiry.index.reader.events) : right([orgId])
  if (named._tag === 'Left') return named
  const isAborted = (): boolean => signal?.aborted === true
  let summary: ExpirySummary = { organisations: 0, checked: 0, expired: 0, known: 0 }
  for (const organisation of named.right) {
    if (isAborted()) break
    summary = { ...summary, organisations: summary.organisations + 1 }
    for (let after: IndexKey | undefined; !isAborted(); ) {
      const rows = await rowsDue(expiry.index, organisation, now, after)
      if (rows._tag === 'Left') return rows
      const due = dueIn(organisation, rows.right, now, expiry.index.zoneOf(organisation))
      const recorded = await recordNotices(expiry, organisation, due)
      if (recorded._tag === 'Left') return recorded
      summary = counted(summary, due, recorded.right)
      if (rows.right.length > 0) onProgress?.(summary)
      after = rows.right.at(-1)
      if (rows.right.length < pageSize) break
    }
  }
  return right(summary)
}

/** Open terms that end at or before `now`, as of the head of the log. */
const rowsDue = (
  index: Index,
  orgId: number,
  now: number,
  after: IndexKey | undefined,
): Answer<readonly IndexRow[]> => {
  const query = { orgId, link: 'expired' } as const
  return readUpToDate(index, query, { maxWaitMs: Infinity }, (tenant) =>
    index.rows.find(tenant, indexQuery(query, now, index.zoneOf(orgId)), after, pageSize),
  )
}

const counted = (summary: ExpirySummary, due: readonly Due[], recorded: readonly Expired[]): ExpirySummary => ({
  organisations: summary.organisations,
  checked: summary.checked + due.length,
  expired: summary.expired + recorded.length,
  known: summary.known + due.length - recorded.length,
})
