import type { LedgerStore, MembershipIndex } from '@partner-ledger/core/store'

import { holds } from './expectation.js'
import type { IndexCheck } from './index-check.js'
import { indexChecks } from './index-checks.js'
import { type IndexClause, indexPromises } from './index-promises.js'
import { applyRows, someIndexRows } from './index-rows.js'
import { randomOf } from './random.js'
import { noisyTenants, tenant } from './scene.js'
import { printLine, type Runner } from './store-conformance.js'
import type { Subject } from './subject.js'

/** A store whose handles bring an index. `indexless`: why they bring none; the reason is printed. */
export interface IndexSubject extends Pick<Subject, 'name' | 'open'> {
  readonly indexless?: string
}

/**
 * Registers a test for every check of a MembershipIndex, grouped by promise. A store that brings none has to say why,
 * and has one skipped test with the reason in its name.
 */
export const indexConformance = (
  runner: Runner,
  subject: IndexSubject,
  { seed = Math.floor(Math.random() * 2 ** 31) }: { readonly seed?: number } = {},
): void => {
  const { describe, it, print = printLine } = runner
  describe(`${subject.name} keeps the promises of a membership index (seed ${seed})`, () => {
    if (subject.indexless !== undefined) {
      print(`${subject.name} declines the index: ${subject.indexless}`)
      it.skip(`declined: ${subject.indexless}`, () => Promise.resolve())
      return
    }
    for (const clause of Object.keys(indexPromises) as readonly IndexClause[])
      describe(`${clause}: ${indexPromises[clause]}`, () => {
        for (const check of indexChecks.filter((one) => one.clause === clause))
          it(check.title, () => runIndexCheck(check, subject, seed))
      })
  })
}

/** Runs one check on a new store. It rejects with what was found. */
export const runIndexCheck = async (check: IndexCheck, subject: IndexSubject, seed: number): Promise<void> => {
  const store = await subject.open()
  const open = new Set<LedgerStore>()
  const handle = async () => {
    const opened: LedgerStore = await store.handle()
    open.add(opened)
    holds(opened.index !== undefined, 'the store brings no index, and does not say why')
    return opened as LedgerStore & { readonly index: MembershipIndex }
  }
  try {
    const random = randomOf(seed, check.title)
    const { index } = await handle()
    for (const noisy of noisyTenants.filter((name) => name !== tenant))
      await applyRows(index, noisy, someIndexRows(random, 10))
    await check.run({ random, handle, index: async () => (await handle()).index })
  } finally {
    for (const opened of open) await opened.close()
    await store.dispose()
  }
}
