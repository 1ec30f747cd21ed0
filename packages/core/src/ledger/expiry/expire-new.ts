import { right } from 'fp-ts/lib/Either.js'

import type { Zone } from '../../membership/zone.js'
import type { Answer } from '../../store/answer.js'
import type { StreamName, Tenant } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import type { LogMark, LogState } from '../../store/page.js'
import { isSameLog, markAt } from '../log/log-mark.js'
import { isNotice, type MembershipExpired, untilIn } from '../log/notice.js'
import { isOrganisation, readTenantHeads } from '../log/organisations.js'
import { isMembershipStream, tenantOf } from '../log/stream-names.js'
import { edgeAt } from '../query/expiry-edge.js'
import { indexQuery } from '../query/membership-query.js'
import {
  type ExpirySearch,
  expirePage,
  expireRows,
  expirySearch,
  type ExpirySummary,
  inOrganisation,
  isOfOneOrganisation,
} from './expire-due.js'
import type { ExpiryContext } from './record-notices.js'

/** Up to which time and which event an organisation was looked through. */
interface ExpiryCursor {
  readonly now: number
  readonly mark: LogMark
  /** The last notice that was recorded after the mark: where it is missing, the log went back. */
  readonly notice: MembershipExpired | undefined
}

/** Records the notices that became due since the last call: all of them at the first. */
export interface NewExpiries {
  expire(now: number, signal: AbortSignal): Answer<ExpirySummary>
}

/**
 * Looks at all expired memberships once. Later it looks at those whose end lies between two calls, and at those that got
 * events since: a late event may state an end that is past.
 */
export const newExpiries = (context: ExpiryContext, orgId: number | undefined): NewExpiries => {
  const cursors = new Map<Tenant, ExpiryCursor>()
  return {
    expire: async (now, signal) => {
      const heads = await readLogStates(context.query.reader.events, orgId)
      if (heads._tag === 'Left') return heads
      const search = expirySearch(now, { signal })
      for (const [tenant, log] of heads.right) {
        if (signal.aborted) break
        const cursor = cursors.get(tenant)
        const mark = await inOrganisation(context, search, Number(tenant), (zone) =>
          cursor === undefined
            ? expireAll(context, search, tenant, zone)
            : expireSince(context, search, tenant, zone, cursor, log),
        )
        if (mark._tag === 'Left' && !isOfOneOrganisation(mark.left)) return mark
        if (mark._tag === 'Left' || signal.aborted) continue
        if (mark.right === undefined) cursors.delete(tenant)
        else {
          const since = Math.max(now, cursor?.now ?? now)
          cursors.set(tenant, { now: since, mark: mark.right, notice: search.lastNotice })
        }
      }
      return right(search.summary)
    },
  }
}

/** The logs to look through: one call for all organisations. */
const readLogStates = async (events: EventStore, orgId: number | undefined): Answer<ReadonlyMap<Tenant, LogState>> => {
  if (orgId !== undefined) {
    const page = await events.readAll(tenantOf(orgId), Number.MAX_SAFE_INTEGER, 1)
    return page._tag === 'Left' ? page : right(new Map([[tenantOf(orgId), page.right]]))
  }
  const read = await readTenantHeads(events)
  if (read._tag === 'Left') return read
  const { epoch, heads } = read.right
  const organisations = heads.filter(({ tenant }) => isOrganisation(tenant))
  return right(new Map(organisations.map(({ tenant, head }) => [tenant, { epoch, head }])))
}

const expireAll = (
  context: ExpiryContext,
  search: ExpirySearch,
  tenant: Tenant,
  zone: Zone,
): Answer<LogMark | undefined> => {
  const orgId = Number(tenant)
  return expireRows(context, search, orgId, zone, indexQuery({ orgId, link: 'expired' }, search.now, zone))
}

/** `undefined` as the mark: the log went back, and everything is to be looked at again. */
const expireSince = async (
  context: ExpiryContext,
  search: ExpirySearch,
  tenant: Tenant,
  zone: Zone,
  cursor: ExpiryCursor,
  log: LogState,
): Answer<LogMark | undefined> => {
  if (search.now > cursor.now) {
    const ended = { open: true, expiresFrom: edgeAt(cursor.now + 1, zone), expiresBefore: edgeAt(search.now + 1, zone) }
    const expired = await expireRows(context, search, Number(tenant), zone, ended)
    if (expired._tag === 'Left') return expired
  }
  const { mark, notice } = cursor
  const isUnchanged = log.epoch === mark.epoch && log.head === mark.position && notice === undefined
  return isUnchanged ? right(mark) : expireChanged(context, search, tenant, zone, cursor)
}

const pageSize = 1000

/** Looks at the memberships that got events after the mark, page by page. */
const expireChanged = async (
  context: ExpiryContext,
  search: ExpirySearch,
  tenant: Tenant,
  zone: Zone,
  { mark: from, notice }: ExpiryCursor,
): Answer<LogMark | undefined> => {
  const { reader, index } = context.query
  let isNoticeThere = notice === undefined
  for (let mark = from; ; ) {
    const page = await reader.events.readAll(tenant, mark.position, pageSize, 'facts')
    if (page._tag === 'Left') return page
    const { epoch, events, more } = page.right
    if (!isSameLog(mark, page.right)) return right(undefined)
    const streams = new Set<StreamName>()
    for (const event of events) {
      if (isMembershipStream(event.stream)) streams.add(event.stream)
      if (event.position === notice?.position && isNotice(event)) isNoticeThere = untilIn(event) === notice.until
    }
    if (streams.size > 0) {
      const rows = await index.read(tenant, { maxWaitMs: Infinity }, (all) => all.get(tenant, [...streams]))
      if (rows._tag === 'Left') return rows
      const expired = await expirePage(context, search, Number(tenant), zone, rows.right.rows)
      if (expired._tag === 'Left') return expired
    }
    const last = events.at(-1)
    if (last !== undefined) mark = markAt(epoch, last)
    if (!more || search.signal?.aborted === true) return right(isNoticeThere ? mark : undefined)
  }
}
