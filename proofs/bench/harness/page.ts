import { machineLine, versionLine } from './machine.js'
import { tally } from './rows.js'
import type { Run } from './run.js'
import { markdownTable } from './table.js'

/** The page that keeps the last run: the table as it was printed, losses as plain as wins. */
export const page = (run: Run): string => {
  const { met, missed, unknown } = tally(run.measured)
  const notes = run.measured.flatMap(({ name, note }) => (note === undefined ? [] : [`- \`${name}\`: ${note}.`]))
  return [
    '# Performance',
    '',
    'The last recorded run of the bench, written by `npx --yes pnpm@12 bench --write`. Ours, the limit and the peers ran in',
    'turns within each round, all of them durable (`synchronous=FULL`); costs and ratios are medians over the rounds. A',
    'ratio of a limit is ours over it, less is better; of a peer it is how many times faster we are, more is better. `ours',
    'again` is ours against itself in the same rounds: a difference within it is none, and where it is wide the machine was',
    'busy with other work, and the run ought to be made again on a quiet one. [Where the time goes](where-the-time-goes.md)',
    'says why goals are missed.',
    '',
    `- ${run.at.slice(0, 10)}, ${run.rounds} rounds, scale \`${run.scale}\``,
    `- ${machineLine(run.machine)}`,
    `- ${versionLine(run.machine)}`,
    `- ${met} goals met, ${missed} missed, ${unknown} not looked at`,
    '',
    ...plots.map(([file, text]) => `![${text}](performance/${file}.svg)`),
    '',
    markdownTable(run.measured),
    '',
    ...notes,
    '',
  ].join('\n')
}

/** The plots of the page, by the names of their files. */
export const plots = [
  ['ingest', 'One durable ingest'],
  ['concurrent-ingest', 'Concurrent durable ingests'],
  ['replay', 'Replay'],
  ['growth', 'One durable ingest as the log grows'],
] as const
