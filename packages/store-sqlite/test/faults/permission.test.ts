import { spawnSync } from 'node:child_process'
import { chmodSync, chownSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

const nobody = 65_534

/** How opening ends for someone who is not root. */
const openedAsNobody = (path: string, how = 'at once'): string =>
  spawnSync(process.execPath, [fileURLToPath(worker('open-as-nobody')), path, how], { encoding: 'utf8' }).stdout.trim()

const ledgerOfNobody = async (): Promise<{ folder: string; path: string }> => {
  const folder = temporaryFolder()
  const path = join(folder, 'ledger.db')
  await sqliteStore({ path }).close()
  if (process.getuid?.() === 0) for (const file of [folder, path]) chownSync(file, nobody, nobody)
  return { folder, path }
}

it('opens a ledger of one’s own without being root', async () => {
  expect(openedAsNobody((await ledgerOfNobody()).path)).toBe('opened')
})

it('refuses a file that may not be written', { tags: 'fault:permission' }, async () => {
  const { path } = await ledgerOfNobody()
  chmodSync(path, 0o400)
  expect(openedAsNobody(path)).toBe('permission')
  figures({ rounds: 1, refused: 1 })
})

it('refuses a file that may not be read', { tags: 'fault:permission' }, async () => {
  const { path } = await ledgerOfNobody()
  chmodSync(path, 0o200)
  expect(openedAsNobody(path)).toBe('permission')
  figures({ rounds: 1, refused: 1 })
})

it(
  'refuses a folder that may not be written, for a ledger that is there and for a new one',
  { tags: 'fault:permission' },
  async () => {
    const { folder, path } = await ledgerOfNobody()
    chmodSync(folder, 0o500)
    expect(openedAsNobody(path)).toBe('permission')
    expect(openedAsNobody(join(folder, 'new.db'))).toBe('permission')
    figures({ rounds: 2, refused: 2 })
  },
)

it('is told too late by a store that opens at its first call: sabotage', { tags: 'twin:permission' }, async () => {
  const { path } = await ledgerOfNobody()
  chmodSync(path, 0o400)
  expect(openedAsNobody(path, 'at the first call')).toBe('opened')
})
