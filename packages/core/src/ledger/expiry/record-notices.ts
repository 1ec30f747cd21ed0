import { left, right } from 'fp-ts/lib/Either.js'

import type { MembershipKey } from '../../membership/key.js'
import { standing } from '../../membership/standing.js'
import type { Zone } from '../../membership/zone.js'
import type { Answer } from '../../store/answer.js'
import type { EventStore } from '../../store/event-store.js'
import type { IndexRow } from '../../store/index/membership-index.js'
import { outcomeUnknown } from '../../store/store-error.js'
import { neverRejecting } from '../calls-in-flight.js'
import type { Expired } from '../hooks/hook.js'
import { indexedMembership } from '../query/index-row.js'
import type { Index } from '../query/memberships.js'
import { tenantOf } from '../log/stream-names.js'
import { noticeOf } from './notice.js'

/** What expiry is worked out with. */
export interface Expiry {
  readonly index: Index
  /** Is told that notices are about to be appended to this organisation, and then which were new. */
  readonly began: (orgId: number) => (expired: readonly Expired[]) => void
}

/** A membership that has expired, and when it did (ms since epoch). */
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

/** Appends a notice for each in one go, and answers those that are new; only these are told to listeners. */
export const recordNotices = async (
  { index, began }: Expiry,
  orgId: number,
  due: readonly Due[],
): Answer<readonly Expired[]> => {
  if (due.length === 0) return right([])
  const ended = began(orgId)
  const expired = await neverRejecting(() => appendNotices(index.reader.events, orgId, due))
  ended(expired._tag === 'Left' ? [] : expired.right)
  return expired
}

const appendNotices = async (events: EventStore, orgId: number, due: readonly Due[]): Answer<readonly Expired[]> => {
  const [first, ...others] = due.map(({ key, until }) => noticeOf(key, until))
  if (first === undefined) return right([])
  const answer = await events.append(tenantOf(orgId), [first, ...others])
  if (answer._tag === 'Left') return answer
  const expired: Expired[] = []
  for (const [place, { key, until }] of due.entries()) {
    const outcome = answer.right[place]
    if (outcome === undefined || outcome._tag === 'conflict') return left(outcomeUnknown(unexpected))
    if (outcome._tag === 'appended') expired.push({ key, until, position: outcome.position })
  }
  return right(expired)
}

const unexpected = 'the store answered no outcome, or a conflict where any version was expected'
