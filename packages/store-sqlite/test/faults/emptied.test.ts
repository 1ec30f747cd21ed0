import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { headOf, refusalOf, rightOf, sampleAppends } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

/** What a process leaves behind that ends without closing: a file, and a WAL with events. */
const abandoned = async (): Promise<string> => {
  const folder = temporaryFolder()
  const store = sqliteStore({ path: join(folder, 'ledger.db') })
  await rightOf(store.append('1', sampleAppends(20)))
  const path = join(folder, 'abandoned.db')
  for (const suffix of ['', '-wal']) copyFileSync(join(folder, `ledger.db${suffix}`), path + suffix)
  await store.close()
  return path
}

describe('a file cut to nothing', () => {
  it.each([
    ['cut', (path: string) => truncateSync(path)],
    ['gone', (path: string) => rmSync(path)],
  ])(
    'beside a WAL with events is refused, and the WAL stays: it was %s',
    { tags: 'fault:damage' },
    async (_, empty) => {
      const path = await abandoned()
      const wal = readFileSync(`${path}-wal`)
      const whole = readFileSync(path)
      empty(path)
      for (const _ of ['once', 'again']) expect(refusalOf(() => sqliteStore({ path }))).toBe('damaged')
      expect(readFileSync(`${path}-wal`).equals(wal)).toBe(true)
      writeFileSync(path, whole)
      const store = sqliteStore({ path })
      expect(await headOf(store, '1')).toBe(20)
      await store.close()
      figures({ rounds: 1, lost: 0 })
    },
  )

  it('is a new one to who asks SQLite alone, and the WAL is lost: sabotage', { tags: 'twin:damage' }, async () => {
    const path = await abandoned()
    truncateSync(path)
    const db = new Database(path)
    expect(db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get()).toBe(0)
    db.close()
    expect(() => readFileSync(`${path}-wal`)).toThrow('ENOENT')
  })
})
