import { parseArgs } from 'node:util'

import type { Scale } from './harness/figure.js'

/** What is to be run, and what becomes of it. */
export interface CommandLine {
  /** Empty: all of them. */
  readonly names: readonly string[]
  readonly rounds: number
  readonly scale: Scale
  readonly json: boolean
  readonly write: boolean
  readonly guard: boolean
}

export const usage = `Usage: pnpm bench [figure…] [--rounds N] [--quick | --full] [--json] [--write] [--guard]
       pnpm bench scale [--events N] [--memberships M]

  figure…    the figures to run, by name; all of them unless named
  --rounds   rounds of each figure; 15 by default, 5 with --quick
  --quick    little data: shows that everything runs, not how fast
  --full     as much data as the table of goals asks for
  --json     prints the run as JSON
  --write    keeps the run in docs/performance.md, its plots and docs/performance.json
  --guard    fails where a ratio is worse than in the last run that was kept

Figures:`

/** Reads the arguments, or answers what is wrong with them; the leading `--` that pnpm hands on is none. */
export const commandLine = (words: readonly string[], known: readonly string[]): CommandLine | string => {
  try {
    const { values, positionals } = parseArgs({
      args: words[0] === '--' ? words.slice(1) : [...words],
      allowPositionals: true,
      options: {
        rounds: { type: 'string' },
        quick: { type: 'boolean', default: false },
        full: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        guard: { type: 'boolean', default: false },
      },
    })
    const unknown = positionals.find((name) => !known.includes(name))
    if (unknown !== undefined) return `No figure is named ${unknown}.`
    const { quick, full, json, write, guard } = values
    const rounds = Number(values.rounds ?? (quick ? 5 : 15))
    if (!Number.isInteger(rounds) || rounds < 1) return '--rounds takes a whole number of 1 or more.'
    if (quick && (full || write)) return '--quick shows no speed: it goes neither with --full nor with --write.'
    return { names: positionals, rounds, scale: quick ? 'quick' : full ? 'full' : 'usual', json, write, guard }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
