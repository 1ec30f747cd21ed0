import type { MembershipIndex } from '@partner-ledger/core/store'

import type { IndexCheck } from './index-check.js'
import { indexChecks } from './index-checks.js'
import { type IndexClause, indexPromises } from './index-promises.js'
import { applyRows, someIndexRows } from './index-rows.js'
import { type Part, partConformance, type PartOptions, type PartSubject, runPartCheck } from './part-conformance.js'
import { noisyTenants, tenant } from './scene.js'
import type { Runner } from './store-conformance.js'

const indexPart: Part<MembershipIndex, IndexClause> = {
  called: 'membership index',
  promises: indexPromises,
  checks: indexChecks,
  of: ({ index }) => index,
  makeNoise: async (index, random) => {
    for (const noisy of noisyTenants.filter((name) => name !== tenant))
      await applyRows(index, noisy, someIndexRows(random, 10))
  },
}

/**
 * Registers a test for every check of a MembershipIndex, grouped by promise. A store that brings none has to say why,
 * and has one skipped test with the reason in its name.
 */
export const indexConformance = (runner: Runner, subject: PartSubject, options: PartOptions = {}): void =>
  partConformance(indexPart, runner, subject, options)

/** Runs one check on a new store. It rejects with what was found. */
export const runIndexCheck = (check: IndexCheck, subject: PartSubject, seed: number): Promise<void> =>
  runPartCheck(indexPart, check, subject, seed)
