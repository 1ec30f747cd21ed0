import { readdirSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { inTwoLanes, killed, soundEvents } from './killed-worker.js'
import { rightOf } from '../sample-event.js'
import { rounds, seed } from '../scale.js'
import { bytesOf, temporaryFolder } from '../temporary-folder.js'
import { laterSteps, laterTables } from '../workers/later-steps.js'

const count = rounds(20)

/** The acknowledged ones that are not there. */
const lostOf = (acknowledged: readonly string[], stored: readonly string[]): readonly string[] =>
  acknowledged.filter((id) => !stored.includes(id))

/** How far a file was brought: its version, and the tables of later versions. */
const stepsOf = (path: string): string => {
  const db = new Database(path)
  const version = Number(db.pragma('user_version', { simple: true }))
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE name LIKE 'later%' ORDER BY name").pluck().all()
  const rows = tables.map((table) =>
    db
      .prepare(`SELECT count(*) FROM ${String(table)}`)
      .pluck()
      .get(),
  )
  db.close()
  return JSON.stringify([version, tables, rows])
}

const allOrNone = [
  JSON.stringify([laterSteps.length - laterTables.length, [], []]),
  JSON.stringify([laterSteps.length, laterTables, [2_000, 2_000, 2_000]]),
]

describe(`a process that is killed (seed ${seed})`, () => {
  it('while it opens leaves a ledger', { tags: 'fault:kill-points', timeout: 120_000 }, async () => {
    const folder = temporaryFolder()
    await inTwoLanes(count, async (round) => {
      await killed(join(folder, `${round}.db`), 'open', round)
      expect(await soundEvents(join(folder, `${round}.db`))).toEqual([])
    })
    figures({ rounds: count, lost: 0 })
  })

  it(
    'while it closes loses nothing that was acknowledged',
    { tags: 'fault:kill-points', timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      let acknowledged = 0
      await inTwoLanes(count, async (round, lane) => {
        const said = await killed(join(folder, `${lane}.db`), 'close', round)
        const stored = (await soundEvents(join(folder, `${lane}.db`))).map(({ id }) => id)
        expect(lostOf(said, stored)).toEqual([])
        acknowledged += said.length
      })
      figures({ rounds: count, acknowledged, lost: 0 })
    },
  )

  it(
    'while it commits in groups loses nothing that was acknowledged, and keeps one more a caller at the most',
    { tags: 'fault:kill-points', timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      const counted = { rounds: count, acknowledged: 0, lost: 0, kept: 0 }
      await inTwoLanes(count, async (round, lane) => {
        const said = await killed(join(folder, `${lane}.db`), 'group', round)
        const stored = (await soundEvents(join(folder, `${lane}.db`))).map(({ id }) => id)
        const own = stored.filter((id) => id.startsWith(`${round}-`))
        expect(lostOf(said, own)).toEqual([])
        expect(own.length - said.length).toBeLessThanOrEqual(8)
        counted.acknowledged += said.length
        counted.kept += own.length - said.length
      })
      figures(counted)
    },
  )

  it(
    'while it forgets has forgotten what it said, and repeating ends the rest',
    { tags: 'fault:kill-points', timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      let acknowledged = 0
      await inTwoLanes(count, async (round, lane) => {
        const path = join(folder, `${lane}.db`)
        const forgotten = await killed(path, 'forget', round)
        const events = await soundEvents(path)
        for (const { stream, forgotten: mark } of events) if (forgotten.includes(stream)) expect(mark).toBe(true)
        const store = sqliteStore({ path })
        for (const { stream } of events.filter((one) => one.forgotten !== true))
          await rightOf(store.forget('1', stream, 1, 2))
        if (events.length > 0) await rightOf(store.forget('1', events[0]?.stream ?? '', 1, 2))
        expect(bytesOf(path).includes('number-f')).toBe(false)
        await store.close()
        acknowledged += forgotten.length
      })
      figures({ rounds: count, acknowledged, lost: 0 })
    },
  )

  it(
    'while it makes a backup leaves whole ones, and unfinished ones under another name',
    { tags: 'fault:kill-points', timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      let acknowledged = 0
      await inTwoLanes(count, async (round) => {
        const path = join(folder, `${round}.db`)
        for (const copy of await killed(path, 'backup', round)) {
          expect(await soundEvents(copy)).toHaveLength(1)
          acknowledged += 1
        }
        const named = readdirSync(dirname(path)).filter((name) => name.startsWith(`${basename(path)}.${round}-`))
        for (const name of named.filter((one) => /-\d+$/.test(one))) await soundEvents(join(folder, name))
      })
      figures({ rounds: count, acknowledged, lost: 0 })
    },
  )

  it(
    'while it brings a file to a later version leaves it at one of the two, and what it held is there',
    { tags: 'fault:kill-points', timeout: 120_000 },
    async () => {
      const folder = temporaryFolder()
      const left = new Set<string>()
      await inTwoLanes(count, async (round) => {
        for (const file of await killed(join(folder, 'ledger.db'), 'migration', round)) {
          const steps = stepsOf(file)
          expect(allOrNone).toContain(steps)
          if (steps === allOrNone[0]) expect(await soundEvents(file)).toHaveLength(1)
          left.add(steps)
        }
      })
      expect([...left].sort()).toEqual([...allOrNone].sort())
      figures({ rounds: count, lost: 0 })
    },
  )

  it('without a transaction leaves a half-written event: sabotage', { tags: 'twin:kill-points' }, async () => {
    const folder = temporaryFolder()
    let torn = 0
    for (let round = 0; round < 30 && torn === 0; round += 1) {
      const path = join(folder, `${round}.db`)
      await killed(path, 'without-transaction', round)
      await soundEvents(path).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Error)
        torn += 1
      })
    }
    expect(torn).toBeGreaterThan(0)
  })

  it('in a migration of single steps leaves one half-done: sabotage', { tags: 'twin:kill-points' }, async () => {
    const folder = temporaryFolder()
    let halfDone = 0
    for (let round = 0; round < 30 && halfDone === 0; round += 1) {
      const files = await killed(join(folder, 'ledger.db'), 'migration-by-steps', round)
      halfDone += files.filter((file) => !allOrNone.includes(stepsOf(file))).length
    }
    expect(halfDone).toBeGreaterThan(0)
  })
})
