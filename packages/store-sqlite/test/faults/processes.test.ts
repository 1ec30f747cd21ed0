import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { eventsOf, rightOf } from '../sample-event.js'
import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

interface Said {
  readonly appended: number
  readonly duplicate: number
  readonly conflict: number
  readonly errors: readonly string[]
  readonly slowest: number
  readonly busy: number
}

const processes = 8

/** Runs a worker in eight processes at once, and gives what each of them said. */
const eightOf = async (script: string, path: string, count: number): Promise<readonly Said[]> =>
  Promise.all(
    Array.from({ length: processes }, async (_, name) => {
      const args = [fileURLToPath(worker(script)), path, String(name), String(count)]
      const { stdout } = await promisify(execFile)(process.execPath, args)
      return JSON.parse(stdout) as Said
    }),
  )

describe('eight processes on one file, which none of them made', () => {
  it(
    'store each id once, without an error, and none waits for ever',
    { tags: 'fault:processes', timeout: 600_000 },
    async () => {
      const path = `${temporaryFolder()}/ledger.db`
      const count = rounds(250)
      const said = await eightOf('append-ids', path, count)
      expect(said.flatMap(({ errors }) => errors)).toEqual([])
      const sum = (of: 'appended' | 'duplicate' | 'conflict'): number => said.reduce((total, one) => total + one[of], 0)
      expect([sum('appended'), sum('duplicate'), sum('conflict')]).toEqual([count * 9, count * 7, 0])
      expect(Math.max(...said.map(({ slowest }) => slowest))).toBeLessThan(10_000)

      const store = sqliteStore({ path })
      const ids: string[] = []
      for (let after = 0; ; ) {
        const page = await eventsOf(store.readAll('1', after, 1_000))
        ids.push(...page.map(({ id }) => id))
        after = page.at(-1)?.position ?? 0
        if (page.length < 1_000) break
      }
      expect([ids.length, new Set(ids).size]).toEqual([count * 9, count * 9])
      expect((await rightOf(store.verify())).isSound).toBe(true)
      await store.close()
      figures({ rounds: count, acknowledged: count * 9, lost: 0, 'raw errors': 0 })
    },
  )

  it('meet raw errors when they read before they take the lock: sabotage', { tags: 'twin:processes' }, async () => {
    const path = `${temporaryFolder()}/ledger.db`
    await sqliteStore({ path }).close()
    const said = await eightOf('append-deferred', path, rounds(60))
    expect(said.reduce((total, { busy }) => total + busy, 0)).toBeGreaterThan(0)
  })
})
