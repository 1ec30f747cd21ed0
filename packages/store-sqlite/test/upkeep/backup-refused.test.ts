import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'

import { describe, expect, it } from 'vitest'

import { sqliteStore } from '../../src/store.js'
import { headOf, large, partials } from './copies.js'
import { leftOf, rightOf, sampleAppend, sampleAppends } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

describe('a backup is refused', () => {
  it('at every name of the log’s own files, which stay as they are', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'sub'))
    const path = join(folder, 'ledger.db-wal')
    const store = sqliteStore({ path })
    await rightOf(store.append('1', sampleAppends(3)))
    linkSync(path, join(folder, 'hard'))
    symlinkSync(path, join(folder, 'soft'))
    symlinkSync(folder, join(folder, 'sub/up'))
    linkSync(`${path}-wal`, join(folder, 'hard-of-wal'))
    const names = ['ledger.db-wal', 'ledger.db-wal-wal', 'ledger.db-wal-shm', 'ledger.db-wal-journal', 'hard', 'soft']
      .concat('hard-of-wal', 'sub/../ledger.db-wal', 'sub/up/ledger.db-wal', 'sub/up/ledger.db-wal-wal', 'ledger.db')
      .map((name) => `${folder}/${name}`)
    for (const to of [...names, relative(process.cwd(), path)])
      for (const overwrite of [false, true])
        expect([to, await leftOf(store.backup(to, { overwrite }))]).toMatchObject([
          to,
          { _tag: 'InvalidArgument', argument: 'path' },
        ])
    rmSync(join(folder, 'hard'))
    await rightOf(store.append('1', [sampleAppend('s', 'after')]))
    await store.close()
    expect(await headOf(path)).toBe(4)
  })

  it('with a value for every path and option, and leaves nothing', async () => {
    const folder = temporaryFolder()
    const store = sqliteStore({ path: join(folder, 'ledger.db') })
    symlinkSync(join(folder, 'loop'), join(folder, 'loop'))
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling'))
    writeFileSync(join(folder, 'file'), '')
    const before = readdirSync(folder).sort()
    for (const to of [
      undefined,
      null,
      5,
      {},
      `${folder}/loop`,
      `${folder}/dangling`,
      `${folder}/file/copy`,
      '/proc/x',
      folder,
    ].concat(`${folder}/${'n'.repeat(300)}`, `${folder}/no/copy`, '/dev/null'))
      expect(await leftOf(store.backup(to as string))).toMatchObject({ _tag: 'InvalidArgument', argument: 'path' })
    for (const options of [{ overwrite: 1 }, { signal: 1 }, { signal: {} }])
      expect(await leftOf(store.backup(`${folder}/copy`, options as object))).toMatchObject({ _tag: 'InvalidArgument' })
    expect(await leftOf(store.backup(`${folder}/copy`, { signal: AbortSignal.abort() }))).toMatchObject({
      reason: 'aborted',
    })
    expect(readdirSync(folder).sort()).toEqual(before)
    await rightOf(store.backup(`${folder}/dangling`, { overwrite: true }))
    await rightOf(store.backup(`${folder}/${'n'.repeat(240)}`, undefined))
    expect(partials(folder)).toEqual([])
    await store.close()
  })
})

describe('a backup that ends early', () => {
  it('does not hold up close, and leaves the older copy', async () => {
    const folder = temporaryFolder()
    const [path, copy] = [join(folder, 'ledger.db'), join(folder, 'copy.db')]
    const store = await large(path)
    writeFileSync(copy, 'the older one')
    const running = leftOf(store.backup(copy, { overwrite: true }))
    await new Promise((resolve) => setTimeout(resolve, 1))
    await store.close()
    expect(await running).toMatchObject({ _tag: 'StoreClosed' })
    expect(readFileSync(copy, 'utf8')).toBe('the older one')
    expect(partials(folder)).toEqual([])
  })

  it('ends when it is told to', async () => {
    const folder = temporaryFolder()
    const store = await large(join(folder, 'ledger.db'))
    const abort = new AbortController()
    const running = leftOf(store.backup(join(folder, 'copy.db'), { signal: abort.signal }))
    setTimeout(() => abort.abort(), 1)
    expect(await running).toMatchObject({ _tag: 'Unavailable', reason: 'aborted' })
    expect(readdirSync(folder).filter((name) => name.startsWith('copy'))).toEqual([])
    await store.close()
  })
})
