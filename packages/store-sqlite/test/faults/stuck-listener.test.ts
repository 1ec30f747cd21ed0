import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

interface Measured {
  readonly recorded: number
  readonly heard: number
  readonly isInOrder: boolean
  readonly told: number
  readonly behind: number
  /** Positions that were neither told nor named as left out. */
  readonly unaccounted: number
  /** Bytes held beyond those at the beginning. */
  readonly cost: number
}

const measure = async (events: number, kind: string): Promise<Measured> => {
  const program = [fileURLToPath(worker('stuck-listener')), join(temporaryFolder(), 'ledger.db'), String(events), kind]
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', ...program])
  return JSON.parse(stdout) as Measured
}

const most = 64 * 1024 * 1024

test(
  'listeners that never end cost at most 64 MiB, hurt nobody, and catch up when they do end',
  { tags: 'fault:subscribers', timeout: 7_200_000 },
  async () => {
    const events = rounds(100_000)
    const measured = await measure(events, 'stuck')
    console.log(`stuck listeners over ${events} events held ${Math.round(measured.cost / 1024 / 1024)} MiB`)
    expect(measured).toMatchObject({ recorded: events, heard: events, isInOrder: true, unaccounted: 0 })
    expect(measured.behind).toBeGreaterThan(0)
    expect(measured.told).toBeGreaterThan(5000)
    expect(measured.cost).toBeLessThan(most)
    figures({ rounds: 1, lost: measured.unaccounted, 'bytes beside a stuck listener': measured.cost })
  },
)

test(
  'listeners that begin with everything at once are found out: sabotage',
  { tags: 'twin:subscribers', timeout: 600_000 },
  async () => {
    const { cost } = await measure(40_000, 'unbounded')
    expect(cost).toBeGreaterThan(most)
  },
)
