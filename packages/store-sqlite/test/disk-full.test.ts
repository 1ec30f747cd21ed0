import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { describe, expect, it, onTestFinished } from 'vitest'

import { sqliteStore, openStore } from '../src/store.js'
import { faultyEngine } from './faulty-engine.js'
import { rounds } from './scale.js'
import { rightOf, sampleEvent, tagsOf } from './sample-event.js'
import { temporaryFolder } from './temporary-folder.js'

const large = (n: number): [{ stream: string; expected: 'any'; event: ReturnType<typeof sampleEvent> }] => [
  { stream: `s${n % 4}`, expected: 'any', event: { ...sampleEvent(`e${n}`), body: Buffer.alloc(9_000, n) } },
]

/** Another tmpfs needs rights that not every machine gives. */
const canMount = (): boolean => process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0

describe('no room', () => {
  it('at many points: nothing is half-applied, and work goes on when there is room', async () => {
    const engine = faultyEngine()
    const store = openStore({ path: join(temporaryFolder(), 'ledger.db') }, engine.open)
    const [db] = engine.opened
    let stored = 0
    const end = { room: 4_294_967_294, sent: 0 }
    for (let round = 0; round < rounds(25); round += 1) {
      const pages = Number(db?.pragma('page_count', { simple: true }))
      db?.pragma(`max_page_count = ${pages + (round % 12)}`)
      const calls = Array.from({ length: 10 }, () => tagsOf(store.append('1', large((end.sent += 1)))))
      const tags = await Promise.all(calls)
      expect(tags.every((tag) => tag === 'appended' || tag === 'StoreFull')).toBe(true)
      expect(tags).toContain('StoreFull')
      stored += tags.filter((tag) => tag === 'appended').length
      db?.pragma(`max_page_count = ${end.room}`)
      expect(await tagsOf(store.append('1', large((end.sent += 1))))).toBe('appended')
      stored += 1
    }
    const report = await rightOf(store.verify())
    expect([report.events, report.findings]).toEqual([stored, []])
    await store.close()
  })

  it.runIf(canMount())(
    'on a real disk: StoreFull, nothing half-applied, and on it goes without a restart',
    async () => {
      const disk = join(temporaryFolder(), 'disk')
      mkdirSync(disk)
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status).toBe(0)
      onTestFinished(() => void spawnSync('umount', [disk]))
      const ballast = join(disk, 'ballast')
      writeFileSync(ballast, Buffer.alloc(300_000))
      const store = sqliteStore({ path: join(disk, 'ledger.db') })
      let stored = 0
      const fill = async (): Promise<string> => {
        for (;;) {
          const tag = await tagsOf(store.append('1', large(stored + 1)))
          if (tag !== 'appended') return tag
          stored += 1
        }
      }
      expect(await fill()).toBe('StoreFull')
      const before = stored
      expect(before).toBeGreaterThan(3)
      expect((await rightOf(store.readAll('1', 0, 1_000))).length).toBe(stored)
      rmSync(ballast)
      expect(await fill()).toBe('StoreFull')
      expect(stored).toBeGreaterThan(before)
      expect((await rightOf(store.readAll('1', 0, 1_000))).length).toBe(stored)
      await store.close()
    },
  )
})
