import type { EventStore, Outcome } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, appendOne, eventOf, outcomesOf } from '../event.js'
import { holds, nth, same } from '../expectation.js'
import { headOf, readWhole } from '../reading.js'
import { type Scene, tenant } from '../scene.js'

const racers = 24
const rounds = 30

export const oneWinnerChecks: readonly Check[] = checksOf('P2', [
  {
    sentence: 'of concurrent appends with one expected version exactly one is appended',
    title: `${racers} racers over 3 handles, ${rounds} rounds: one wins each, and the stream holds the winners only`,
    run: async (scene) => {
      const handles = await threeHandles(scene)
      const winners: string[] = []
      for (let round = 0; round < rounds; round += 1) {
        const outcomes = await race(handles, round)
        const won = outcomes.flatMap((outcome, racer) => (outcome._tag === 'appended' ? [idOf(round, racer)] : []))
        same(won.length, 1, `the number of winners of round ${round}`)
        winners.push(...won)
      }
      const events = await readWhole(handles[0], tenant, 'race')
      same(
        events.map(({ id }) => id),
        winners,
        'the events of the stream',
      )
    },
  },
  {
    sentence: 'the others are conflict with a version that was true',
    title: 'every racer that lost gets the version that the winner made',
    run: async (scene) => {
      const handles = await threeHandles(scene)
      for (let round = 0; round < 5; round += 1)
        for (const outcome of await race(handles, round)) {
          if (outcome._tag === 'appended') same(outcome.version, round + 1, 'the version of the winner')
          else same(outcome, { _tag: 'conflict', version: round + 1 }, 'what a racer that lost gets')
        }
    },
  },
  {
    sentence: 'the others are conflict with a version that was true',
    title: 'an expected version that is behind, ahead, or 0 where events are is a conflict and stores nothing',
    run: async (scene) => {
      const store = await scene.handle()
      await appendAll(
        store,
        tenant,
        ['a', 'b'].map((id) => appendOf('orders', 'any', eventOf(id))),
      )
      const head = await headOf(store, tenant)
      for (const expected of [0, 1, 3, 4_000_000_000]) {
        const outcomes = await outcomesOf(store, tenant, [appendOf('orders', expected, eventOf(`at-${expected}`))])
        same(outcomes, [{ _tag: 'conflict', version: 2 }], `an append that expects ${expected} at version 2`)
      }
      const empty = await outcomesOf(store, tenant, [appendOf('nothing', 1, eventOf('x'))])
      same(empty, [{ _tag: 'conflict', version: 0 }], 'an append that expects 1 of an empty stream')
      same(await headOf(store, tenant), head, 'the head after conflicts')
      await appendAll(store, tenant, [appendOf('orders', 2, eventOf('c')), appendOf('nothing', 0, eventOf('x'))])
      const next = await appendOne(store, tenant, 'orders', eventOf('d'))
      holds(next.version === 4, `version 4 was expected of an append of any version, not ${next.version}`)
    },
  },
])

type Handles = readonly [EventStore, EventStore, EventStore]

const threeHandles = async (scene: Scene): Promise<Handles> => [
  await scene.handle(),
  await scene.handle(),
  await scene.handle(),
]

const idOf = (round: number, racer: number): string => `round-${round}-racer-${racer}`

const race = async (handles: Handles, version: number): Promise<readonly Outcome[]> => {
  const running = Array.from({ length: racers }, (_, racer) => {
    const store = nth(handles, racer % 3)
    return outcomesOf(store, tenant, [appendOf('race', version, eventOf(idOf(version, racer)))])
  })
  return (await Promise.all(running)).flat()
}
