import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { headOf, large, partials } from './copies.js'
import { rightOf, sampleAppends } from '../sample-event.js'
import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

/** A process that does one kind of work until it is killed; it has said a line. */
const working = async (path: string, work: string, start: string): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [fileURLToPath(worker('until-killed')), path, work, start], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  child.stdout.resume()
  return child
}

const killed = async (child: ChildProcess): Promise<void> => {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** Another connection, which commits in each turn of the event loop, until it is stopped. */
const busyWriter = (path: string): (() => void) => {
  const db = new Database(path)
  db.exec('CREATE TABLE IF NOT EXISTS busy (x); DELETE FROM busy')
  let isOver = false
  const write = (): void => {
    if (isOver) return void db.close()
    db.exec('INSERT INTO busy VALUES (1)')
    setImmediate(write)
  }
  write()
  return () => {
    isOver = true
  }
}

describe('a backup beside another connection that writes all the time', () => {
  it('ends, and is whole', { tags: 'fault:backup' }, async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    const store = await large(path)
    const stop = busyWriter(path)
    await rightOf(store.backup(`${path}.copy`))
    stop()
    expect(await headOf(`${path}.copy`)).toBe(600)
    await store.close()
    figures({ rounds: 1 })
  })

  it('does not end where SQLite begins anew each time: sabotage', { tags: 'twin:backup' }, async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    const store = await large(path)
    const stop = busyWriter(path)
    const db = new Database(path)
    let steps = 0
    const progress = (): number => {
      steps += 1
      if (steps > 100) throw new Error('endless')
      return 512
    }
    await expect(db.backup(`${path}.endless`, { progress })).rejects.toThrow('endless')
    stop()
    db.close()
    await store.close()
  })
})

describe('a backup that replaces an older one', () => {
  it(
    'leaves no moment without a whole one, also where it is killed, and the next one takes away what that left',
    { tags: 'fault:backup', timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      const [path, copy] = [join(folder, 'ledger.db'), join(folder, 'copy.db')]
      const store = sqliteStore({ path })
      await rightOf(store.append('1', sampleAppends(300)))
      await rightOf(store.backup(copy))
      const size = statSync(copy).size
      let looks = 0
      for (let round = 0; round < rounds(8); round += 1) {
        const child = await working(path, 'backup-over', copy)
        for (const end = Date.now() + 15 + round; Date.now() < end; looks += 1) expect(statSync(copy).size).toBe(size)
        await killed(child)
        expect(statSync(copy).size).toBe(size)
      }
      await rightOf(store.backup(copy, { overwrite: true }))
      expect(partials(folder)).toEqual([])
      expect(await headOf(copy)).toBe(300)
      await store.close()
      figures({ rounds: rounds(8), looks, lost: 0 })
    },
  )

  it(
    'leaves one where the older one is removed first: sabotage',
    { tags: 'twin:backup', timeout: 60_000 },
    async () => {
      const folder = temporaryFolder()
      const [path, copy] = [join(folder, 'ledger.db'), join(folder, 'copy.db')]
      const store = sqliteStore({ path })
      await rightOf(store.append('1', sampleAppends(300)))
      const child = await working(path, 'backup-over-carelessly', copy)
      let isMissing = false
      for (const end = Date.now() + 10_000; !isMissing && Date.now() < end; ) isMissing = !existsSync(copy)
      expect(isMissing).toBe(true)
      await killed(child)
      await store.close()
    },
  )

  it('does not take away what another process is making', async () => {
    const folder = temporaryFolder()
    const [path, copy] = [join(folder, 'ledger.db'), join(folder, 'copy.db')]
    const store = await large(path)
    const child = await working(path, 'backup-over', copy)
    for (let round = 0; round < 5; round += 1) await rightOf(store.backup(copy, { overwrite: true }))
    expect(child.exitCode).toBeNull()
    await killed(child)
    await store.close()
  }, 60_000)

  it('follows a link to it, and keeps the link', async () => {
    const folder = temporaryFolder()
    const store = sqliteStore({ path: join(folder, 'ledger.db') })
    const [link, target] = [join(folder, 'link'), join(folder, 'target')]
    await rightOf(store.backup(target))
    symlinkSync(target, link)
    await rightOf(store.append('1', sampleAppends(2)))
    await rightOf(store.backup(link, { overwrite: true }))
    expect(await headOf(target)).toBe(2)
    await store.close()
  })
})
