import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { expect, test } from 'vitest'

import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

interface Rebuilt {
  readonly recorded: number
  readonly steps: number
  readonly grown: number
  readonly first: string
  readonly again: string
  readonly folded: string
}

test('a rebuild of the index gives the answers of the log again, with flat memory and progress', async () => {
  const events = rounds(20_000)
  const path = join(temporaryFolder(), 'ledger.db')
  const program = [fileURLToPath(worker('rebuild')), path, String(events)]
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', ...program])
  const rebuilt = JSON.parse(stdout) as Rebuilt
  expect(rebuilt.recorded).toBe(events)
  expect(rebuilt.steps).toBeGreaterThanOrEqual(events / 2000)
  expect(rebuilt.again).toBe(rebuilt.first)
  expect(rebuilt.folded).toBe(rebuilt.first)
  expect(rebuilt.grown).toBeLessThan(64 * 1024 * 1024)
}, 3_600_000)
