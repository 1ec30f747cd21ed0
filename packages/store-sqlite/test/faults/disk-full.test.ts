import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { appended, right } from '@partner-ledger/core/store'
import { describe, expect, it, onTestFinished } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { itUnless } from '../../../../tools/faults/it-unless.js'
import type { SqliteStore } from '../../src/sqlite-store.js'
import { sqliteStore, openStore } from '../../src/store.js'
import { faultyEngine } from './faulty-engine.js'
import { rounds } from '../scale.js'
import { eventsOf, rightOf, sampleEvent, tagsOf } from '../sample-event.js'
import { temporaryFolder } from '../temporary-folder.js'

const large = (n: number): [{ stream: string; expected: 'any'; event: ReturnType<typeof sampleEvent> }] => [
  { stream: `s${n % 4}`, expected: 'any', event: { ...sampleEvent(`e${n}`), body: Buffer.alloc(9_000, n) } },
]

/** Another tmpfs needs rights that not every machine gives. */
const noMount =
  process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0
    ? undefined
    : 'a small disk cannot be mounted here'

/** Appends while there is no room, and once more when there is, over and over; what was acknowledged, and what is there. */
const withoutRoom = async (
  count: number,
  broken: (append: SqliteStore['append']) => SqliteStore['append'] = (append) => append,
): Promise<{ tags: ReadonlySet<string>; acknowledged: number; stored: number; damage: number }> => {
  const engine = faultyEngine()
  const store = openStore({ path: join(temporaryFolder(), 'ledger.db') }, engine.open)
  const append = broken(store.append)
  const [db] = engine.opened
  const tags: string[] = []
  let sent = 0
  const send = async (): Promise<void> => {
    sent += 1
    tags.push(await tagsOf(append('1', large(sent))))
  }
  for (let round = 0; round < count; round += 1) {
    const pages = Number(db?.pragma('page_count', { simple: true }))
    db?.pragma(`max_page_count = ${pages + (round % 12)}`)
    await Promise.all(Array.from({ length: 10 }, send))
    db?.pragma('max_page_count = 4294967294')
    await send()
    expect(tags.at(-1)).toBe('appended')
  }
  const report = await rightOf(store.verify())
  await store.close()
  const acknowledged = tags.filter((tag) => tag === 'appended').length
  return { tags: new Set(tags), acknowledged, stored: report.events, damage: report.findingCount }
}

/** Says that it stored what it did not. */
const swallowing =
  (append: SqliteStore['append']): SqliteStore['append'] =>
  async (tenant, appends) => {
    const answer = await append(tenant, appends)
    return answer._tag === 'Left' && answer.left._tag === 'StoreFull'
      ? right({ epoch: 'e', head: 1, outcomes: [appended(1, 1, 0)] })
      : answer
  }

describe('no room', () => {
  it(
    'at many points: nothing is half-applied, and work goes on when there is room',
    { tags: 'fault:disk-full' },
    async () => {
      const { tags, acknowledged, stored, damage } = await withoutRoom(rounds(25))
      expect(tags).toEqual(new Set(['appended', 'StoreFull']))
      expect([stored, damage]).toEqual([acknowledged, 0])
      figures({ rounds: rounds(25), acknowledged, lost: acknowledged - stored })
    },
  )

  it('is found out where it is swallowed: sabotage', { tags: 'twin:disk-full' }, async () => {
    const { acknowledged, stored } = await withoutRoom(3, swallowing)
    expect(acknowledged).toBeGreaterThan(stored)
  })

  itUnless(
    noMount,
    'on a real disk: StoreFull, nothing half-applied, and on it goes without a restart',
    { tags: 'fault:disk-full' },
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
      expect((await eventsOf(store.readAll('1', 0, 1_000))).length).toBe(stored)
      rmSync(ballast)
      expect(await fill()).toBe('StoreFull')
      expect(stored).toBeGreaterThan(before)
      expect((await eventsOf(store.readAll('1', 0, 1_000))).length).toBe(stored)
      await store.close()
    },
  )
})
