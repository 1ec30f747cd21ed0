import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { IndexCount } from '../../store/index/membership-index.js'
import { edgeAt } from './expiry-edge.js'
import { indexQuery, type MembershipQuery } from './membership-query.js'
import { type Index, type QueryOptions, readUpToDate } from './memberships.js'

/** How many memberships agree in these. */
export interface MembershipCount {
  readonly loyaltyProgramId: number
  readonly partnerProgramId: number
  readonly link: 'active' | 'expired' | 'delinked'
  /** The number of the last period's tier. */
  readonly tier?: number
  readonly count: number
}

/** The memberships that answer the query by program, link and tier, in the order of programs. */
export const countMemberships = async (
  index: Index,
  query: MembershipQuery,
  wait: QueryOptions,
): Answer<readonly MembershipCount[]> => {
  const now = Math.floor(index.clock())
  const counts = await readUpToDate(index, query, wait, (tenant) => {
    const zone = index.zoneOf(query.orgId)
    return index.rows.count(tenant, indexQuery(query, now, zone), edgeAt(now + 1, zone))
  })
  return counts._tag === 'Left' ? counts : right(counts.right.map(membershipCount).sort(compareCounts))
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
