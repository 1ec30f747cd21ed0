import type { CheckResult, ConformanceReport } from './run-conformance.js'

/** The report for people: totals, then every clause with its checks, and the reason of whatever did not pass. */
export const reportText = ({ subject, durability, seed, results, ...totals }: ConformanceReport): string => {
  const head = `${subject} (durability ${durability}, seed ${seed}): `
  const counts = `${totals.passed} passed, ${totals.failed} failed, ${totals.declined} declined`
  return [head + counts, ...results.map(lineOf)].join('\n') + '\n'
}

const lineOf = ({ clause, title, outcome }: CheckResult): string => {
  const line = `${clause.padEnd(7)} ${outcome._tag.padEnd(8)} ${title}`
  return outcome._tag === 'passed' ? line : `${line}\n${' '.repeat(17)}${outcome.reason}`
}
