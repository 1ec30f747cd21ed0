import { join } from 'node:path'

import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { killed } from '../faults/killed-worker.js'
import { rightOf } from '../sample-event.js'
import { rounds, seed } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

const killedMoving = (path: string, work: string, round: number): Promise<readonly string[]> =>
  killed(path, work, round, 'checkpoints-until-killed')

/** Where each reader stands, by name; the file is verified, which finds a checkpoint beyond the head. */
const positionsOf = async (path: string): Promise<ReadonlyMap<string, number>> => {
  const store = sqliteStore({ path })
  expect((await rightOf(store.verify())).findings).toEqual([])
  const stored = await rightOf(store.checkpoints.list(undefined, 100))
  await store.close()
  return new Map(stored.map(({ name, position }) => [name, position]))
}

/** The last position that was said of each reader. */
const lastSaid = (lines: readonly string[]): ReadonlyMap<string, number> =>
  new Map(lines.map((line) => line.split(' ')).map(([reader = '', position]) => [reader, Number(position)]))

describe(`a process that is killed while it moves checkpoints (seed ${seed})`, () => {
  it(
    'loses no put that was acknowledged, keeps one more at the most, and none beyond the head',
    { tags: 'fault:kill-points' },
    async () => {
      const path = join(temporaryFolder(), 'ledger.db')
      const counted = { rounds: rounds(20), acknowledged: 0, lost: 0, kept: 0 }
      for (let round = 0; round < counted.rounds; round += 1) {
        const lines = await killedMoving(path, 'put', round)
        const stored = await positionsOf(path)
        counted.acknowledged += lines.length
        let ahead = 0
        for (const [reader, position] of lastSaid(lines)) {
          expect(stored.get(reader)).toBeGreaterThanOrEqual(position)
          if (stored.get(reader) !== position) ahead += 1
        }
        expect(ahead).toBeLessThanOrEqual(1)
        counted.kept += ahead
      }
      expect(counted.acknowledged).toBeGreaterThan(counted.rounds)
      figures(counted)
    },
  )

  it('is found out when it acknowledges before it puts: sabotage', { tags: 'twin:kill-points' }, async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    let lost = 0
    for (let round = 0; round < 30 && lost === 0; round += 1) {
      const said = lastSaid(await killedMoving(path, 'careless', round))
      const stored = await positionsOf(path)
      for (const [reader, position] of said) if ((stored.get(reader) ?? 0) < position) lost += 1
    }
    expect(lost).toBeGreaterThan(0)
  })
})

describe(`a process that is killed while it projects (seed ${seed})`, () => {
  const toldOf = (path: string): readonly unknown[] => {
    const db = new Database(path)
    const numbers = db.prepare('SELECT n FROM told ORDER BY n').pluck().all()
    db.close()
    return numbers
  }

  const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, n) => n + 1)

  it('has told each delivery exactly once, as far as its checkpoint says', { tags: 'fault:project' }, async () => {
    const path = join(temporaryFolder(), 'ledger.db')
    const counted = { rounds: rounds(20), acknowledged: 0, lost: 0 }
    for (let round = 0; round < counted.rounds; round += 1) {
      const acknowledged = await killedMoving(path, 'projection', round)
      const position = (await projectedTo(path)) ?? 0
      expect(toldOf(path)).toEqual(upTo(position))
      expect(position).toBeGreaterThanOrEqual(Number(acknowledged.at(-1)))
      counted.acknowledged += acknowledged.length
    }
    figures(counted)
  })

  it(
    'is found out when it writes in one transaction and puts in another: sabotage',
    { tags: 'twin:project' },
    async () => {
      const path = join(temporaryFolder(), 'ledger.db')
      let isTorn = false
      for (let round = 0; round < 40 && !isTorn; round += 1) {
        await killedMoving(path, 'two-transactions', round)
        isTorn = toldOf(path).length !== ((await projectedTo(path)) ?? 0)
      }
      expect(isTorn).toBe(true)
    },
  )
})

const projectedTo = async (path: string): Promise<number | undefined> => {
  const store = sqliteStore({ path })
  const stored = await rightOf(store.checkpoints.get({ name: 'told', tenant: '1' }))
  await store.close()
  return stored?.position
}
