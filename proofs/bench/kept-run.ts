import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

import { draw } from './harness/draw.js'
import { page } from './harness/page.js'
import { readRun, type Run, runText } from './harness/run.js'

const docs = (file: string): string => fileURLToPath(new URL(`../../../docs/${file}`, import.meta.url))

/** The last run that was kept; `undefined` where none was. */
export const keptRun = (): Run | undefined => {
  try {
    return readRun(readFileSync(docs('performance.json'), 'utf8'))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Keeps how a log grew, beside the run that is kept, and draws it. */
export const keepGrowth = (growth: NonNullable<Run['growth']>): void => {
  const run = keptRun()
  if (run === undefined) throw new Error('no run is kept yet: bench --write keeps one')
  keepRun({ ...run, growth: growth.map(({ events, ingest }) => ({ events, ingest })) })
}

/** Keeps the run as data, page and plots. Figures that were not run stay as they were. */
export const keepRun = (run: Run): void => {
  const before = keptRun()
  const growth = run.growth ?? before?.growth
  const measured = merged(before?.measured ?? [], run.measured)
  const whole = { ...run, measured, ...(growth === undefined ? {} : { growth }) }
  mkdirSync(docs('performance'), { recursive: true })
  writeFileSync(docs('performance.json'), runText(whole))
  writeFileSync(docs('performance.md'), page(whole))
  for (const [name, svg] of Object.entries(draw(whole))) writeFileSync(docs(`performance/${name}.svg`), svg)
}

/** The figures that were kept, each in its place, those that were run again anew, and behind them those that are new. */
const merged = (kept: Run['measured'], run: Run['measured']): Run['measured'] => [
  ...kept.map((one) => run.find(({ name }) => name === one.name) ?? one),
  ...run.filter(({ name }) => kept.every((one) => one.name !== name)),
]
