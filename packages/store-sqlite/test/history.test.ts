import { join } from 'node:path'

import {
  type Effect,
  type HistoryOptions,
  type HistoryReport,
  type HistorySubject,
  historyText,
  runHistory,
} from '@partner-ledger/history-check'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'

import { figures } from '../../../tools/faults/figures.js'
import { sqliteStore } from '../src/store.js'
import { rounds, seed, worker } from './scale.js'
import { newFolder, removeFolder } from './temporary-folder.js'

/** Processes over one file. */
const subject = (script: string, ...more: readonly string[]): HistorySubject => ({
  name: 'sqliteStore',
  open: async () => {
    const folder = newFolder()
    const path = join(folder, 'ledger.db')
    await sqliteStore({ path }).close()
    const db = new Database(path)
    db.exec('CREATE TABLE effects (process TEXT, tenant TEXT, position INTEGER, id TEXT) STRICT')
    return {
      handle: async () => sqliteStore({ path }),
      process: { script: worker(script), args: [path, ...more] },
      effects: async () =>
        db.prepare<[], Effect>('SELECT process, tenant, position, id FROM effects ORDER BY rowid').all(),
      dispose: async () => {
        db.close()
        removeFolder(folder)
      },
    }
  },
})

/** The first event of each organisation is not awaited, nor is one whose writer is killed before its wait is over. */
const organisations = 2

const options = { seed, events: rounds(300), kills: rounds(10), pauses: rounds(2) }

const reportFigures = ({ counts: { kills, pauses, acknowledged, delivered, repeated } }: HistoryReport): void =>
  figures({ rounds: kills + pauses, acknowledged, lost: 0, delivered, repeated })

it(
  `in many processes, some killed, loses, duplicates and reorders nothing (seed ${seed})`,
  { tags: 'fault:histories', timeout: 600_000 },
  async () => {
    const { report } = await runHistory(subject('history-process'), options)
    console.log(historyText(report))
    expect(report.violations).toEqual([])
    expect(report.counts.kills).toBe(options.kills)
    reportFigures(report)
  },
)

it(
  `takes effect exactly once in a table of the host's beside the log (seed ${seed})`,
  { tags: 'fault:histories', timeout: 600_000 },
  async () => {
    const { report } = await runHistory(subject('history-process', 'exactly-once'), {
      ...options,
      promise: 'exactly-once',
    })
    console.log(historyText(report))
    expect(report.violations).toEqual([])
    expect(report.counts.kills).toBe(options.kills)
    reportFigures(report)
  },
)

it(
  `delivers what a wake announces to another process, without polls (seed ${seed})`,
  { tags: 'fault:histories', timeout: 600_000 },
  async () => {
    const faults = { kills: rounds(3), pauses: rounds(1) }
    const wakes = { seed, events: rounds(40), ...faults, wakeWithinMs: 20_000, timeoutMs: 300_000 }
    const { report } = await runHistory(subject('history-process'), wakes)
    console.log(historyText(report))
    expect(report.violations).toEqual([])
    expect(report.counts.awaited).toBeGreaterThanOrEqual(wakes.events - organisations - faults.kills)
    reportFigures(report)
  },
)

const few: Partial<HistoryOptions> = { events: 120, kills: 5, failEvery: 0 }
const once: Partial<HistoryOptions> = { ...few, promise: 'exactly-once' }

it.each([
  ['lost', 'checkpoints before it handles', 'checkpoint-first', few],
  ['duplicated', 'writes effects and checkpoints apart', 'apart', once],
  ['stale-checkpoint', 'accepts the checkpoint of a zombie', 'any-revision', { ...few, kills: 2, pauses: 3 }],
  ['lost-wakeup', 'is not woken', 'no-wakes', { events: 10, kills: 0, pauses: 0, wakeWithinMs: 1000 }],
])(
  'finds the violation `%s` where a subscriber %s: sabotage',
  { tags: 'twin:histories', timeout: 600_000 },
  async (found, _, way, options) => {
    const seen = new Set<string>()
    for (let round = 0; round < 6 && !seen.has(found); round += 1) {
      const { report } = await runHistory(subject('broken-history-process', way), { ...options, seed: seed + round })
      for (const violation of report.violations) seen.add(violation._tag)
    }
    expect([...seen]).toContain(found)
  },
)
