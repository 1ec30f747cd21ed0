import { spawnSync } from 'node:child_process'
import { copyFileSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { headOf, refusalOf, rightOf, sampleAppend, sampleAppends, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const page = readFileSync(new URL('../../../../docs/guide/restoring.md', import.meta.url), 'utf8')

/** The commands of the page, a block each. */
const steps = [...page.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)

const run = (folder: string, commands: readonly string[]): void => {
  const { status, stderr } = spawnSync('sh', ['-eu', '-c', commands.join('\n')], { cwd: folder, encoding: 'utf8' })
  expect([status, stderr]).toEqual([0, ''])
}

/** A ledger as a killed process leaves it: five events, two of them after the backup, and a -wal. */
const crashed = async (): Promise<string> => {
  const folder = temporaryFolder()
  const store = sqliteStore({ path: join(folder, 'live.db') })
  await rightOf(store.append('1', sampleAppends(3)))
  await rightOf(store.backup(join(folder, 'backup.db')))
  await rightOf(store.append('1', [sampleAppend('s', 'later'), sampleAppend('s', 'last')]))
  for (const part of ['', '-wal']) copyFileSync(join(folder, `live.db${part}`), join(folder, `ledger.db${part}`))
  await store.close()
  return folder
}

describe('restoring as the guide says', () => {
  it('has the log of the backup, which goes on, and keeps what was replaced', { tags: 'fault:backup' }, async () => {
    const folder = await crashed()
    const backup = sqliteStore({ path: join(folder, 'backup.db'), readonly: true })
    expect(await rightOf(backup.verify())).toMatchObject({ isSound: true, events: 3 })
    await backup.close()
    run(folder, steps)
    const restored = sqliteStore({ path: join(folder, 'ledger.db') })
    expect(await headOf(restored, '1')).toBe(3)
    expect(await tagsOf(restored.append('1', [sampleAppend('s', 'new')]))).toBe('appended')
    expect((await rightOf(restored.verify())).findings).toEqual([])
    await restored.close()
    expect(statSync(join(folder, 'ledger.db')).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(folder, 'replaced')).sort()).toEqual(['ledger.db', 'ledger.db-wal'])
    const replaced = sqliteStore({ path: join(folder, 'replaced/ledger.db') })
    expect(await headOf(replaced, '1')).toBe(5)
    await replaced.close()
    figures({ rounds: 1, lost: 0 })
  })

  it('without the step for the -wal is refused: sabotage', { tags: 'twin:backup' }, async () => {
    const folder = await crashed()
    run(folder, ['mkdir replaced; mv ledger.db replaced/', ...steps.slice(1)])
    expect(refusalOf(() => sqliteStore({ path: join(folder, 'ledger.db') }))).toBe('path')
  })
})
