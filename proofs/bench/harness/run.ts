import type { Scale } from './figure.js'
import type { Machine } from './machine.js'
import type { Measured } from './measured.js'

/** One run of the bench: what `--json` prints, what is kept, and what the guard compares with. */
export interface Run {
  /** ISO 8601 */
  readonly at: string
  readonly scale: Scale
  readonly rounds: number
  readonly machine: Machine
  readonly measured: readonly Measured[]
  /** The last measurement of `bench scale`, if one was kept. */
  readonly growth?: readonly GrowthPoint[]
}

/** What it cost to bring a log from the point before to this many events. */
export interface GrowthPoint {
  readonly events: number
  /** µs of one durable ingest at this size. */
  readonly ingest: number
}

export const runText = (run: Run): string => `${JSON.stringify(run, undefined, 2)}\n`

/** A run that `runText` wrote. */
export const readRun = (text: string): Run => JSON.parse(text) as Run
