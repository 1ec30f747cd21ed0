import { join } from 'node:path'

import { describe, expect, it } from 'vitest'

import { figures } from '../../../../tools/faults/figures.js'
import { sqliteStore } from '../../src/store.js'
import { inTwoLanes, killed } from '../faults/killed-worker.js'
import { eventsOf, rightOf } from '../sample-event.js'
import { rounds, seed } from '../scale.js'
import { temporaryFolder } from '../temporary-folder.js'

/** What a killed process said of each kind of thing, in its order. */
const saidOf = (lines: readonly string[], what: string): readonly string[] =>
  lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1))

/** The log and the checkpoint that it left; the file is verified, which finds a checkpoint beyond the head. */
const leftIn = async (path: string): Promise<{ readonly ids: ReadonlySet<string>; readonly checkpoint: number }> => {
  const store = sqliteStore({ path })
  expect((await rightOf(store.verify())).findings).toEqual([])
  const ids = new Set((await eventsOf(store.readAll('1', 0, 10_000))).map(({ id }) => id))
  const stored = await rightOf(store.checkpoints.get({ name: 'told', tenant: '1' }))
  await store.close()
  return { ids, checkpoint: stored?.position ?? 0 }
}

/** One file through many lives of a process: what each handled, and what was kept of it. */
const lives = (path: string) => {
  const handled = new Set<number>()
  let kept = 0
  return async (work: string, round: number) => {
    const lines = await killed(path, work, round, 'subscribe-until-killed')
    const positions = saidOf(lines, 'handled').map(Number)
    const isInOrder = positions.every((position, at) => position === (positions[0] ?? 0) + at)
    const again = positions.filter((position) => handled.has(position))
    const tooEarly = positions.filter((position) => position <= kept)
    for (const position of positions) handled.add(position)
    const { ids, checkpoint } = await leftIn(path)
    kept = checkpoint
    const unhandled = Array.from({ length: checkpoint }, (_, at) => at + 1).filter((position) => !handled.has(position))
    const recorded = saidOf(lines, 'recorded')
    return { recorded, lost: recorded.filter((id) => !ids.has(id)), isInOrder, again, tooEarly, unhandled }
  }
}

describe(`a process that is killed while it ingests and subscribes (seed ${seed})`, () => {
  it(
    'loses no event and no delivery, and doubles only what is behind the last checkpoint',
    { tags: 'fault:kill-subscribe', timeout: 240_000 },
    async () => {
      const folder = temporaryFolder()
      const live = [lives(join(folder, '0.db')), lives(join(folder, '1.db'))]
      const counted = { rounds: rounds(20), acknowledged: 0, lost: 0, 'delivered again': 0 }
      await inTwoLanes(counted.rounds, async (round, lane) => {
        const life = await live[lane]?.('sound', round)
        expect(life).toMatchObject({ lost: [], isInOrder: true, tooEarly: [], unhandled: [] })
        counted.acknowledged += life?.recorded.length ?? 0
        counted['delivered again'] += life?.again.length ?? 0
      })
      expect(counted.acknowledged).toBeGreaterThan(0)
      figures(counted)
    },
  )

  it(
    'is found out when it takes a delivery for handled before it is: sabotage',
    { tags: 'twin:kill-subscribe', timeout: 240_000 },
    async () => {
      const live = lives(join(temporaryFolder(), 'ledger.db'))
      let unhandled = 0
      for (let round = 0; round < 30 && unhandled === 0; round += 1)
        unhandled += (await live('hasty', round)).unhandled.length
      expect(unhandled).toBeGreaterThan(0)
    },
  )
})
