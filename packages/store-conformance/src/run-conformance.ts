import { checks } from './checks.js'
import type { Clause, Sentence } from './promises.js'
import { checkOptions, type CheckOutcome, type GivenCheckOptions, runCheck } from './run-check.js'
import { storeSource } from './store-source.js'
import type { Durability, Subject } from './subject.js'

/** What became of every check: machine-readable, and the same in every run of one seed but for the times. */
export interface ConformanceReport {
  readonly subject: string
  readonly durability: Durability
  readonly seed: number
  readonly results: readonly CheckResult[]
  readonly passed: number
  readonly failed: number
  readonly declined: number
}

/** One check and what became of it. */
export interface CheckResult {
  readonly clause: Clause
  readonly sentence: Sentence
  readonly title: string
  readonly outcome: CheckOutcome
  readonly ms: number
}

/** `only`: these clauses, or the checks of these titles. The rest is described at CheckOptions. */
export type ConformanceOptions = GivenCheckOptions & { readonly only?: readonly string[] | undefined }

/** Runs the checks one after another, without any test runner. It never rejects: what fails is in the report. */
export const runConformance = async (
  subject: Subject,
  { only, ...given }: ConformanceOptions = {},
): Promise<ConformanceReport> => {
  const options = checkOptions(given)
  const results: CheckResult[] = []
  const stores = storeSource(subject)
  for (const check of checks) {
    if (only !== undefined && !only.includes(check.clause) && !only.includes(check.title)) continue
    const start = performance.now()
    const outcome = await runCheck(check, subject, options, stores)
    const { clause, sentence, title } = check
    results.push({ clause, sentence, title, outcome, ms: Math.round(performance.now() - start) })
  }
  await stores.end()
  const count = (tag: CheckOutcome['_tag']): number => results.filter(({ outcome }) => outcome._tag === tag).length
  return {
    subject: subject.name,
    durability: subject.durability,
    seed: options.seed,
    results,
    passed: count('passed'),
    failed: count('failed'),
    declined: count('declined'),
  }
}
