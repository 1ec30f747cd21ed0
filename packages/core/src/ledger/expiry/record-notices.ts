import { left, right } from 'fp-ts/lib/Either.js'
import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'

import { outcomeUnknown } from '../../failure/store-error.js'
import type { MembershipKey } from '../../membership/key.js'
import { standing } from '../../membership/standing.js'
import type { Zone } from '../../membership/zone.js'
import type { Answer } from '../../store/answer.js'
import type { Version } from '../../store/event.js'
import type { EventStore } from '../../store/event-store.js'
import type { IndexRow } from '../../store/index/membership-index.js'
import { isOfSameEnd, type MembershipExpired, noticeOf, readNoticedEnds } from '../log/notice.js'
import { tenantOf } from '../log/stream-names.js'
import { indexedMembership } from '../query/index-row.js'
import type { QueryContext } from '../query/memberships.js'

/** What expiry is worked out with. */
export interface ExpiryContext {
  readonly query: QueryContext
  /** Called before notices are appended to this organisation, and what it returns with those that were new. */
  readonly onAppendStart: (orgId: number) => (expired: readonly MembershipExpired[]) => void
}

/** A membership that has expired, and when (ms since epoch). */
export interface Due {
  readonly key: MembershipKey
  readonly until: number
}

/** Those of the rows whose standing is expired at `now`: the index narrows them down, the fold decides. */
export const dueIn = (orgId: number, rows: readonly IndexRow[], now: number, zone: Zone): readonly Due[] =>
  rows.flatMap((row) => {
    const membership = indexedMembership(tenantOf(orgId), row)
    const { link, until } = standing(membership, now, zone)
    return link === 'expired' && until !== undefined ? [{ key: membership.key, until }] : []
  })

/** Records a notice for each, and returns those that are new; listeners get only these. */
export const recordNotices = async (
  { query, onAppendStart }: ExpiryContext,
  orgId: number,
  due: readonly Due[],
): Answer<readonly MembershipExpired[]> => {
  if (due.length === 0) return right([])
  const end = onAppendStart(orgId)
  const expired: MembershipExpired[] = []
  const recorded = await appendNotices(query.reader.events, orgId, due, expired)
  end(expired)
  return recorded._tag === 'Left' ? recorded : right(expired)
}

interface NoticeToAppend extends Due {
  /** The version of the stream of notices that was read: another process may have recorded one since. */
  readonly expected: Version
}

/** Most memberships have no notice yet, so all are appended as first ones; only streams that have some are read. */
const appendNotices = async (
  events: EventStore,
  orgId: number,
  due: readonly Due[],
  expired: MembershipExpired[],
): Answer<void> => {
  let toAppend: readonly NoticeToAppend[] = due.map((one) => ({ ...one, expected: 0 }))
  while (toAppend.length > 0) {
    const conflicts = await appendOnce(events, orgId, toAppend, expired)
    if (conflicts._tag === 'Left') return conflicts
    const again: NoticeToAppend[] = []
    for (const one of conflicts.right) {
      const read = await readAgain(events, one)
      if (read._tag === 'Left') return read
      if (read.right !== undefined) again.push(read.right)
    }
    toAppend = again
  }
  return right(undefined)
}

/** Appends in one call, collects those that are new in `expired`, and returns those whose streams have moved. */
const appendOnce = async (
  events: EventStore,
  orgId: number,
  notices: readonly NoticeToAppend[],
  expired: MembershipExpired[],
): Answer<readonly NoticeToAppend[]> => {
  const appends = notices.map(({ key, until, expected }) => noticeOf(key, until, expected))
  const answer = await events.append(tenantOf(orgId), appends as NonEmptyArray<(typeof appends)[number]>)
  if (answer._tag === 'Left') return answer
  if (!('outcomes' in answer.right)) return left(outcomeUnknown(noOutcome))
  const conflicts: NoticeToAppend[] = []
  for (const [index, notice] of notices.entries()) {
    const outcome = answer.right.outcomes[index]
    if (outcome === undefined) return left(outcomeUnknown(noOutcome))
    const { key, until } = notice
    if (outcome._tag === 'conflict') conflicts.push(notice)
    if (outcome._tag === 'appended')
      expired.push({ key, until, position: outcome.position, recordedAt: outcome.recordedAt })
  }
  return right(conflicts)
}

const noOutcome = 'the store answered no outcome for an append'

/** The notice at the version that its stream stands at; `undefined` where one of the same end is there. */
const readAgain = async (events: EventStore, { key, until }: NoticeToAppend): Answer<NoticeToAppend | undefined> => {
  const read = await readNoticedEnds(events, key)
  if (read._tag === 'Left') return read
  const { ends, version } = read.right
  return right(ends.some((end) => isOfSameEnd(end, until)) ? undefined : { key, until, expected: version })
}
