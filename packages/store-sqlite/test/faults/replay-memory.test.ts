import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { rounds, worker } from '../scale.js'
import { newFolder, removeFolder } from '../temporary-folder.js'

const count = Math.ceil(rounds(200_000) / 10_000) * 10_000
const most = 64 * 1_048_576

const folder = newFolder()
const path = join(folder, 'ledger.db')

const said = async (work: string): Promise<string> =>
  (await promisify(execFile)(process.execPath, [fileURLToPath(worker('replay-memory')), path, work, String(count)]))
    .stdout

/** How many events a process reads, and by how many bytes its memory grows at the most. */
const readBy = async (work: string): Promise<{ readonly events: number; readonly bytes: number }> =>
  JSON.parse(await said(work)) as { events: number; bytes: number }

describe(`a replay of ${count} events`, () => {
  beforeAll(() => said('fill'), 600_000)
  afterAll(() => removeFolder(folder))

  it('needs no more memory than a page of them', { tags: 'fault:replay-memory', timeout: 600_000 }, async () => {
    const { events, bytes } = await readBy('replay')
    expect(events).toBe(count)
    expect(bytes).toBeLessThan(most)
    figures({ rounds: 1, events, bytes })
  })

  it(
    'needs much more where it reads them all at once: sabotage',
    { tags: 'twin:replay-memory', timeout: 600_000 },
    async () => {
      const { events, bytes } = await readBy('all at once')
      expect(events).toBe(count)
      expect(bytes).toBeGreaterThan(most)
    },
  )
})
