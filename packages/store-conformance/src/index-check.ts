import type { LedgerStore, MembershipIndex } from '@partner-ledger/core/store'

import type { IndexClause } from './index-promises.js'
import type { Random } from './random.js'

/** One way to look at one promise of an index. It passes unless it throws. */
export interface IndexCheck {
  readonly clause: IndexClause
  /** How it looks at it; unique within the kit. */
  readonly title: string
  run(scene: IndexScene): Promise<void>
}

/** What a check works with: one store of its own, whose index holds rows of tenants with names close to `acme`. */
export interface IndexScene {
  readonly random: Random
  /** The index of a new handle on the store; it is closed after the check. */
  index(): Promise<MembershipIndex>
  /** A new handle on the store. */
  handle(): Promise<LedgerStore & { readonly index: MembershipIndex }>
}

export const indexChecksOf = (
  clause: IndexClause,
  checks: readonly Omit<IndexCheck, 'clause'>[],
): readonly IndexCheck[] => checks.map((check) => ({ clause, ...check }))
