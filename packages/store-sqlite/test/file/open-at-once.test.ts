import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

import type Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { openStore, sqliteStore } from '../../src/store.js'
import { faultyEngine } from '../faults/faulty-engine.js'
import { refusalOf } from '../sample-event.js'
import { rounds, worker } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

const processes = 8

const heard = async (opener: ChildProcess): Promise<string> => String((await once(opener, 'message'))[0])

const openers = async (busyMs: number): Promise<readonly ChildProcess[]> => {
  const started: ChildProcess[] = []
  onTestFinished(async () => {
    for (const opener of started) opener.disconnect()
    await Promise.all(started.map((opener) => once(opener, 'exit')))
  })
  for (let count = 0; count < processes; count += 1) {
    const opener = fork(worker('open-at-once'), [String(busyMs)])
    started.push(opener)
    await heard(opener)
  }
  return started
}

/** How it ended for those who could not open a file that all of them were told of at once. */
const refusedAt = async (all: readonly ChildProcess[], path: string): Promise<readonly string[]> => {
  const ends = await Promise.all(
    all.map((opener) => {
      const end = heard(opener)
      opener.send(path)
      return end
    }),
  )
  return ends.filter((end) => end !== 'opened')
}

describe('eight processes that open a file which none of them made', () => {
  it('all open it, and none is told that it is locked or of another program', async () => {
    const [folder, all] = [temporaryFolder(), await openers(60_000)]
    for (let round = 0; round < rounds(200); round += 1)
      expect(await refusedAt(all, `${folder}/${round}.db`)).toEqual([])
    figures({ rounds: rounds(200), refused: 0 })
  }, 600_000)

  it('find it locked where they try once and do not wait: sabotage', async () => {
    const [folder, all] = [temporaryFolder(), await openers(0)]
    const refused: string[] = []
    for (let round = 0; round < 500 && refused.length === 0; round += 1)
      refused.push(...(await refusedAt(all, `${folder}/${round}.db`)))
    expect(refused[0]).toContain('"reason":"locked"')
  }, 600_000)
})

/** How opening a new file ends while somebody else opens it in the middle of that, and how for them. */
const openingBeside = (given: (db: Database.Database) => Database.Database): readonly string[] => {
  const path = `${temporaryFolder()}/ledger.db`
  const engine = faultyEngine()
  let others: string | undefined
  engine.fault = {
    before: (sql) => {
      if (sql.includes('sqlite_schema')) others ??= refusalOf(() => void sqliteStore({ path, busyMs: 0 }).close())
    },
  }
  const own = refusalOf(() => void openStore({ path }, (...call) => given(engine.open(...call))).close())
  return [own, others ?? 'not tried']
}

describe('opening a new file while somebody else makes it a ledger', () => {
  it('takes the file for nobody else’s, and has them wait', () => {
    expect(openingBeside((db) => db)).toEqual(['opened', 'locked'])
  })

  it('takes it for another program’s where it looks at one thing after the other: sabotage', () => {
    const atOnce = (run: () => unknown): unknown => ({ deferred: run, immediate: run })
    const careless = (db: Database.Database): Database.Database =>
      Object.defineProperty(db, 'transaction', { value: atOnce })
    expect(openingBeside(careless)).toEqual(['not-a-ledger', 'opened'])
  })
})
