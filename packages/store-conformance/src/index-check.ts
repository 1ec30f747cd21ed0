import type { MembershipIndex } from '@partner-ledger/core/store'

import type { IndexClause } from './index-promises.js'
import { type PartCheck, partChecksOf, type PartScene } from './part-check.js'

/** One way to look at one promise of an index. It passes unless it throws. */
export type IndexCheck = PartCheck<MembershipIndex, IndexClause>

/** What a check of an index works with. */
export type IndexScene = PartScene<MembershipIndex>

export const indexChecksOf = partChecksOf<MembershipIndex, IndexClause>
