import { checks } from './checks.js'
import { clauses } from './promises.js'
import { checkOptions, declineOf, type GivenCheckOptions, runCheck } from './run-check.js'
import { storeSource } from './store-source.js'
import { capabilities, declinesOf, type Subject } from './subject.js'

/** What the kit needs of a test runner: vitest, node:test, Jest and Mocha all have it. */
export interface Runner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: It
  /** Where it says what is declined; stdout by default. */
  readonly print?: ((line: string) => void) | undefined
}

interface It {
  (name: string, body: () => Promise<void>): unknown
  readonly skip: (name: string, body: () => Promise<void>) => unknown
}

/**
 * Registers a test for every check, grouped by clause. What the subject declines is registered as skipped, with the
 * reason in its name, and printed.
 */
export const storeConformance = (runner: Runner, subject: Subject, given: GivenCheckOptions = {}): void => {
  const { describe, it, print = printLine } = runner
  const options = checkOptions(given)
  const declines = declinesOf(subject)
  for (const capability of capabilities) {
    const reason = declines[capability]
    if (reason !== undefined) print(`${subject.name} declines ${capability}: ${reason}`)
  }
  const stores = storeSource(subject)
  let waiting = checks.filter((check) => declineOf(check, subject) === undefined).length
  describe(`${subject.name} keeps the promises of a store (seed ${options.seed})`, () => {
    for (const clause of clauses)
      describe(clause, () => {
        for (const check of checks.filter((one) => one.clause === clause)) {
          const declined = declineOf(check, subject)
          const name = declined === undefined ? check.title : `${check.title} (declined: ${declined})`
          const run = declined === undefined ? it : it.skip
          run(name, async () => {
            const outcome = await runCheck(check, subject, options, stores)
            waiting -= 1
            if (waiting === 0) await stores.end()
            if (outcome._tag === 'failed') throw new Error(outcome.reason, { cause: outcome.cause })
          })
        }
      })
  })
}

/** Where a runner without a `print` says what is declined. */
export const printLine = (line: string): void => {
  process.stdout.write(`${line}\n`)
}
