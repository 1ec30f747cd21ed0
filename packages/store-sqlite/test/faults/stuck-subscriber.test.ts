import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

/** What a process tells that ingests so many events while a subscriber of this kind is at work. */
const measure = async (events: number, kind: 'sticks' | 'hoards'): Promise<Readonly<Record<string, number>>> => {
  const program = [
    fileURLToPath(worker('stuck-subscriber')),
    join(temporaryFolder(), 'ledger.db'),
    String(events),
    kind,
  ]
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', ...program])
  return JSON.parse(stdout) as Readonly<Record<string, number>>
}

test(
  'A stuck subscriber costs at most 64 MiB, and then catches up',
  { tags: 'fault:subscribers', timeout: 600_000 },
  async () => {
    const { recorded = 0, handled = 0, peak = NaN } = await measure(rounds(100_000), 'sticks')
    console.log(`${recorded} events behind a stuck subscriber: ${peak.toFixed(1)} MiB`)
    expect(handled).toBe(recorded)
    expect(peak).toBeLessThan(64)
    const bytes = Math.round(peak * 1_048_576)
    figures({ rounds: 1, lost: recorded - handled, 'bytes beside a stuck subscriber': bytes })
  },
)

test(
  'Sabotage: a subscriber that reads on without handling is found',
  { tags: 'twin:subscribers', timeout: 600_000 },
  async () => {
    const { peak } = await measure(80_000, 'hoards')
    expect(peak).toBeGreaterThan(64)
  },
)
