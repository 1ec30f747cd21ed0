/**
 * Ours, the limit and the peers side by side, as the table of goals asks: see `--help`.
 *
 *   pnpm bench [figure…] [--rounds N] [--quick | --full] [--json] [--write] [--guard]
 */
import { fileURLToPath } from 'node:url'

import { type CommandLine, commandLine, usage } from './command-line.js'
import { allFigures, figureNamed } from './figures.js'
import { type Regression, regressions } from './harness/guard.js'
import { inOwnProcess } from './harness/in-own-process.js'
import { machine, machineLine, versionLine } from './harness/machine.js'
import type { Measured } from './harness/measured.js'
import { tally } from './harness/rows.js'
import { type Run, runText } from './harness/run.js'
import { table } from './harness/table.js'
import { keepRun, keptRun } from './kept-run.js'

const names = allFigures.map(({ name }) => name)

/** A figure that fails fails alone: it is named, the process ends with 1, and the others are measured. */
const runFigures = async ({ names: asked, rounds, scale }: CommandLine): Promise<Run> => {
  const file = fileURLToPath(new URL('./run-figure.js', import.meta.url))
  const measured: Measured[] = []
  for (const name of asked.length === 0 ? names : asked) {
    try {
      measured.push(await inOwnProcess<Measured>(file, [name, String(rounds), scale], figureNamed(name)?.nodeFlags))
    } catch (error) {
      console.error(error instanceof Error ? error.message : error)
      process.exitCode = 1
    }
  }
  return { at: new Date().toISOString(), scale, rounds, machine: machine(), measured }
}

const show = (run: Run): void => {
  const { met, missed, unknown } = tally(run.measured)
  console.log(`\n${table(run.measured)}\n`)
  console.log(`${met} goals met, ${missed} missed, ${unknown} not looked at; ${run.rounds} rounds, scale ${run.scale}`)
  console.log(`${machineLine(run.machine)}\n${versionLine(run.machine)}`)
}

const guard = (run: Run): void => {
  const before = keptRun()
  if (before === undefined) throw new Error('no run was kept to compare with: bench --write keeps one')
  const found = regressions(before.measured, run.measured)
  for (const one of found) console.error(regressionLine(one))
  console.error(
    `guard: ${run.measured.length} figures against the run of ${before.at.slice(0, 10)}, ${found.length} worse`,
  )
  if (found.length > 0) process.exitCode = 1
}

const regressionLine = ({ figure, rival, before, now, allowed }: Regression): string =>
  `${figure} against ${rival}: ${before.toFixed(2)}× then, ${now.toFixed(2)}× now (${allowed.toFixed(2)} may be noise)`

const main = async (): Promise<void> => {
  const words = process.argv.slice(2).filter((word) => word !== '--')
  if (words[0] === 'scale') {
    await import('./scale/run.js')
    return
  }
  if (words.includes('--help')) {
    console.log(`${usage} ${names.join(' ')}`)
    return
  }
  const given = commandLine(words, names)
  if (typeof given === 'string') {
    console.error(`${given}\n\n${usage} ${names.join(' ')}`)
    process.exitCode = 2
    return
  }
  const run = await runFigures(given)
  if (given.json) console.log(runText(run))
  else show(run)
  if (given.guard) guard(run)
  if (!given.write) return
  if (process.exitCode === undefined) keepRun(run)
  else console.error('the run is not kept: a figure failed, or the guard found one that is worse')
}

await main()
