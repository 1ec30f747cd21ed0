/** @import { Judged } from './judge.js' */

/** @typedef {{ seed: string, times: string, machine: string, versions: string, day: string }} Run How a run was made. */

/**
 * The table of a run, as Markdown.
 * @param {readonly Judged[]} judged
 */
export const table = (judged) => [
  '| fault | rule | asked for in CI / on demand | rounds | acknowledged | lost | also counted | result | twin |',
  '| --- | --- | --- | --: | --: | --: | --- | --- | --- |',
  ...judged.map(({ row, result, twin, counted }) => {
    const { rounds, acknowledged, lost, ...others } = counted
    const cells = [
      `**${row.name}**: ${row.what}`,
      row.rule,
      `${row.inCi} / ${row.onDemand}`,
      ...[rounds, acknowledged, lost].map(figure),
      Object.entries(others)
        .map(([name, count]) => `${name} ${figure(count)}`)
        .join(', '),
      result,
      `${row.sabotage}: ${twin}`,
    ]
    return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  }),
]

/** What is not covered, a line each. @param {readonly Judged[]} judged */
export const gapLines = (judged) =>
  judged.flatMap(({ row, gaps }) => gaps.map(({ what, reason }) => `- **${row.name}**, ${what}: ${reason}.`))

/**
 * What stands in docs/reliability.md.
 * @param {readonly Judged[]} judged
 * @param {Run} run
 */
export const page = (judged, { seed, times, machine, versions, day }) =>
  [
    '# Reliability',
    '',
    'What was done to partner-ledger, how often, and what came of it. The table is made by',
    '',
    '    npx --yes pnpm@12 faults --write',
    '',
    'and `faults` alone prints it: `--times 10` runs ten times the rounds, `--row <name>` one row, `--seed <n>` draws other',
    'cases. The same tests run in CI.',
    '',
    '- **rounds** is how often the fault was brought about, **acknowledged** how many events or forgettings had been answered',
    '  by then, **lost** how many of those were not there afterwards.',
    '- **proved**: every test of the row ran, counted and passed. **in part**: so did those that could run here; the rest is',
    '  listed below the table. **not covered**: nothing of it ran, for the reason that is given.',
    '- **twin**: the same test against a part that was broken on purpose. `red` says that the test found it out: a test that',
    '  cannot fail proves nothing.',
    '- Processes are real ones, killed by their id from outside, and the one that counts is never the one that dies.',
    '',
    `Run on ${day}: ${machine}; ${versions}; seed ${seed}; ${times} × the figures of CI.`,
    '',
    ...table(judged),
    '',
    '## What is not covered',
    '',
    ...gapLines(judged),
    '- A loss of power is not brought about: a killed process leaves the kernel’s cache alive. What stands in for it is',
    '  **sync**, where the kernel is seen to sync before each acknowledgement, and **wal**, where the end of the WAL is lost.',
    '- A disk that says it has synced and has not, and memory that flips bits, are beyond any program.',
    '',
  ].join('\n')

/** @param {number | undefined} count */
const figure = (count) => (count === undefined ? '–' : count.toLocaleString('en-US'))
