import { copyFileSync, existsSync, linkSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { dirname } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore } from '../../src/store.js'
import { headOf, leftOf, refusalOf, rightOf, sampleAppend, sampleAppends, tagsOf } from '../sample-event.js'
import { heldAt } from '../checkpoints/sample-checkpoint.js'
import { temporaryFolder } from '../temporary-folder.js'

const beside = ['-wal', '-shm'] as const

const opened = async (): Promise<{ readonly path: string; readonly store: SqliteStore }> => {
  const path = `${temporaryFolder()}/ledger.db`
  const store = sqliteStore({ path, busyMs: 200, pollMs: 10 })
  await rightOf(store.append('1', sampleAppends(3)))
  await rightOf(store.backup(`${path}.copy`))
  await rightOf(store.append('1', [sampleAppend('s', 'later')]))
  return { path, store }
}

const other = (path: string): void => {
  const db = new Database(`${path}.other`)
  db.exec('CREATE TABLE theirs (x)')
  db.close()
  renameSync(`${path}.other`, path)
}

/** What is done to the file of an open store, and how many of its four events the path leads to afterwards. */
const deeds: readonly (readonly [string, (path: string) => void, number | 'path' | 'not-a-ledger'])[] = [
  ['moved away', (path) => renameSync(path, `${path}.old`), 'path'],
  ['unlinked with what is beside it', (path) => ['', ...beside].forEach((suffix) => rmSync(path + suffix)), 'path'],
  ['unlinked with its folder', (path) => rmSync(dirname(path), { recursive: true }), 'path'],
  ['restored over by a rename', (path) => renameSync(`${path}.copy`, path), 3],
  ['replaced by a file of another program', other, 'not-a-ledger'],
  ['robbed of its -wal and -shm', (path) => beside.forEach((suffix) => rmSync(path + suffix)), 4],
  ['robbed of its -wal', (path) => rmSync(`${path}-wal`), 4],
  ['robbed of its -shm', (path) => rmSync(`${path}-shm`), 4],
  [
    'moved away and restored',
    (path) => {
      renameSync(path, `${path}.old`)
      copyFileSync(`${path}.copy`, path)
    },
    'path',
  ],
]

const replaced = { _tag: 'Unavailable', reason: 'file-replaced' }

describe('a file that is', () => {
  it.each(deeds)(
    '%s under an open store takes no event more',
    { tags: 'fault:file-replaced' },
    async (_, deed, there) => {
      const { path, store } = await opened()
      deed(path)
      const names = (): readonly string[] => (existsSync(dirname(path)) ? readdirSync(dirname(path)).sort() : [])
      const before = names()
      for (let round = 0; round < 3; round += 1)
        expect(await leftOf(store.append('1', [sampleAppend('s', `lost${round}`)]))).toMatchObject(replaced)
      expect(names()).toEqual(before)
      await store.close()
      if (typeof there === 'number') {
        const again = sqliteStore({ path })
        expect(await headOf(again, '1')).toBe(there)
        expect((await rightOf(again.verify())).findings).toEqual([])
        await again.close()
      } else if (existsSync(path)) expect(refusalOf(() => sqliteStore({ path }))).toBe(there)
      figures({ rounds: 1, lost: 0 })
    },
  )

  it('replaced is unavailable to every call, by its writes at once and by its reads when it is looked at again', async () => {
    const { path, store } = await opened()
    const held = await heldAt(store, 1)
    renameSync(path, `${path}.old`)
    const place = { name: 'n', tenant: '1' }
    for (const write of [
      () => store.forget('1', 's0', 9, 2e12),
      () => store.checkpoints.put(place, 0, held),
      () => store.checkpoints.delete(place, 1),
      () => store.index.clear('1'),
      () => store.putWith({ place, expected: 0, checkpoint: held }, () => {}),
      () => store.append('1', [sampleAppend('s', 'x')]),
      () => store.heads('', 1),
      () => store.streams('1', '', '', 1),
      () => store.readAll('1', 0, 9),
      () => store.readStream('1', 's0', 0, 9),
      () => store.body('1', 1),
      () => store.heads('1', 9),
      () => store.checkpoints.get(place),
      () => store.backup(`${path}.another`),
      () => store.verify(),
    ])
      expect(await leftOf(write())).toMatchObject(replaced)
    renameSync(`${path}.old`, path)
    expect(await leftOf(store.heads('', 1))).toMatchObject(replaced)
    await store.close()
    const again = sqliteStore({ path })
    expect(await headOf(again, '1')).toBe(4)
    await again.close()
  })

  it('replaced is found by a reader who never writes, and wakes who listens', async () => {
    const { path, store } = await opened()
    const woken = new Promise<string>((resolve) => store.onAppend('1', () => resolve('woken')))
    renameSync(path, `${path}.old`)
    expect(await woken).toBe('woken')
    expect(await leftOf(store.readAll('1', 0, 9))).toMatchObject(replaced)
    await store.close()
  })

  it('moved is written to in silence where nobody looks: sabotage', { tags: 'twin:file-replaced' }, async () => {
    const path = `${temporaryFolder()}/ledger.db`
    const store = sqliteStore({ path })
    await rightOf(store.append('1', sampleAppends(1)))
    const plain = new Database(path)
    plain.exec('CREATE TABLE careless (x); INSERT INTO careless VALUES (1)')
    renameSync(path, `${path}.old`)
    expect(plain.prepare('INSERT INTO careless VALUES (2)').run().changes).toBe(1)
    expect(await tagsOf(store.append('1', [sampleAppend('s', 'x')]))).toBe('Unavailable')
    plain.close()
    await store.close()
  })
})

describe('a -wal that is not the file’s own', () => {
  /** The -wal of a live ledger beside a copy of it that `backup` made. */
  const restoredBeside = async (): Promise<{ readonly path: string; readonly wal: number }> => {
    const { path, store } = await opened()
    const to = `${path}.restored`
    copyFileSync(`${path}.copy`, to)
    // A killed process leaves it like this.
    copyFileSync(`${path}-wal`, `${to}-wal`)
    await store.close()
    return { path: to, wal: statSync(`${to}-wal`).size }
  }

  it('is refused, also readonly and through a link, and nothing is changed', async () => {
    const { path, wal } = await restoredBeside()
    symlinkSync(path, `${path}.link`)
    for (const options of [{ path }, { path, readonly: true }, { path: `${path}.link` }])
      expect(refusalOf(() => sqliteStore(options))).toBe('path')
    expect(statSync(`${path}-wal`).size).toBe(wal)
    for (const suffix of beside) rmSync(path + suffix, { force: true })
    const store = sqliteStore({ path })
    expect(await headOf(store, '1')).toBe(3)
    await store.close()
  })

  it('is applied to the file by the engine itself: sabotage', { tags: 'twin:file-replaced' }, async () => {
    const { path } = await restoredBeside()
    const db = new Database(path)
    const epochs = db.prepare('SELECT count(*) FROM events').pluck()
    expect(() => expect(epochs.get()).toBe(3)).toThrow()
    db.close()
  })

  it('is the file’s own after a crash, also of a copy that was opened since', async () => {
    const { path, store } = await opened()
    await store.close()
    const copy = sqliteStore({ path: `${path}.copy` })
    await rightOf(copy.append('1', [sampleAppend('s', 'in the wal')]))
    for (const suffix of ['', '-wal']) copyFileSync(`${path}.copy${suffix}`, `${path}.crashed${suffix}`)
    await copy.close()
    const crashed = sqliteStore({ path: `${path}.crashed` })
    expect(await headOf(crashed, '1')).toBe(4)
    await crashed.close()
  })
})

describe('a second name of the file', () => {
  it('that is a hard link is refused, whichever name is opened', async () => {
    const { path, store } = await opened()
    linkSync(path, `${path}.hard`)
    expect(refusalOf(() => sqliteStore({ path: `${path}.hard` }))).toBe('path')
    await store.close()
    expect(refusalOf(() => sqliteStore({ path }))).toBe('path')
    rmSync(`${path}.hard`)
    await sqliteStore({ path }).close()
  })

  it('that is a symbolic link leads to the same log, and is watched', async () => {
    const { path, store } = await opened()
    symlinkSync(path, `${path}.soft`)
    const linked = sqliteStore({ path: `${path}.soft` })
    await rightOf(linked.append('1', [sampleAppend('s', 'linked')]))
    expect(await headOf(store, '1')).toBe(5)
    rmSync(`${path}.soft`)
    expect(await leftOf(linked.append('1', [sampleAppend('s', 'lost')]))).toMatchObject(replaced)
    await Promise.all([store.close(), linked.close()])
  })
})
