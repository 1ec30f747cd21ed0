import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { IndexCount } from '../../store/index/membership-index.js'
import { edgeAt } from './expiry-edge.js'
import { indexQuery, type MembershipQuery } from './membership-query.js'
import { type QueryContext, type QueryOptions, readUpToDate } from './memberships.js'

/** How many memberships agree in these. */
export interface MembershipCount {
  readonly loyaltyProgramId: number
  readonly partnerProgramId: number
  readonly link: 'active' | 'expired' | 'delinked'
  /** The number of the last period's tier. */
  readonly tier?: number
  readonly count: number
}

/** The memberships that match the query, counted by program, link and tier, in the order of programs. */
export const countMemberships = async (
  context: QueryContext,
  query: MembershipQuery,
  wait: QueryOptions,
): Answer<readonly MembershipCount[]> => {
  const now = Math.floor(context.clock())
  const answer = await readUpToDate(context, query, wait, (tenant, rows) => {
    const zone = context.zoneOf(query.orgId)
    return rows.count(tenant, indexQuery(query, now, zone), edgeAt(now + 1, zone))
  })
  return answer._tag === 'Left' ? answer : right(answer.right.counts.map(membershipCount).sort(compareCounts))
}

const membershipCount = ({
  open,
  ended,
  loyaltyProgramId,
  partnerProgramId,
  tier,
  count,
}: IndexCount): MembershipCount => ({
  loyaltyProgramId,
  partnerProgramId,
  link: open ? (ended ? 'expired' : 'active') : 'delinked',
  ...(tier === undefined ? {} : { tier }),
  count,
})

const compareCounts = (a: MembershipCount, b: MembershipCount): number =>
  a.loyaltyProgramId - b.loyaltyProgramId ||
  a.partnerProgramId - b.partnerProgramId ||
  compareTexts(a.link, b.link) ||
  (a.tier ?? -Infinity) - (b.tier ?? -Infinity)

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
