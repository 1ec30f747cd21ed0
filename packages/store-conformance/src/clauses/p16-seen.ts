import { checkAppend, type EventStore, type Seen } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, appendOne, eventOf, nonEmpty } from '../event.js'
import { errorOf, nth, same, valueOf } from '../expectation.js'
import { epochOf, outcomesIn, readLog } from '../reading.js'
import { tenant } from '../scene.js'

export const seenChecks: readonly Check[] = checksOf('P16', [
  {
    sentence: 'seen that differs in epoch, version or id is stale, and nothing is stored',
    title: 'each of epoch, version and id alone makes a call stale, for the stream that it writes and for another one',
    run: async (scene) => {
      const store = await scene.handle()
      const seen = await filled(store)
      const log = await readLog(store, tenant)
      for (const [name, other] of otherwise(seen))
        for (const stream of ['persons', 'orders']) {
          const call = [appendOf(stream, 'any', eventOf('new')), appendOf('third', 0, eventOf('new'))]
          const answer = await valueOf(store.append(tenant, nonEmpty(call), other), 'append')
          const expected = { epoch: seen.epoch, head: log.at(-1)?.position, stale: true }
          same({ ...answer }, expected, `the answer to a caller that saw ${name}`)
        }
      same(await readLog(store, tenant), log, 'the log after stale calls')
    },
  },
  {
    sentence: 'seen that differs in epoch, version or id is stale, and nothing is stored',
    title: 'a stream that was never written is seen at version 0 without an id, and in no other way',
    run: async (scene) => {
      const store = await scene.handle()
      const { epoch } = await filled(store)
      const nothing = { epoch, stream: 'unheard-of', version: 0 }
      const log = await readLog(store, tenant)
      const call = nonEmpty([appendOf('orders', 'any', eventOf('new'))])
      for (const seen of [
        { ...nothing, version: 1, id: 'e1' },
        { ...nothing, epoch: 'another' },
      ])
        same('stale' in (await valueOf(store.append(tenant, call, seen), 'append')), true, 'whether it is stale')
      same(await readLog(store, tenant), log, 'the log after stale calls')
      const answer = await valueOf(store.append(tenant, call, nothing), 'append')
      same('stale' in answer, false, 'whether a caller that saw an empty stream is stale')
    },
  },
  {
    sentence: 'seen that differs in epoch, version or id is stale, and nothing is stored',
    title: 'stale is answered before a duplicate and a conflict are, and after bad arguments',
    run: async (scene) => {
      const store = await scene.handle()
      const seen = await filled(store)
      const known = appendOf('persons', 'any', eventOf('e1'))
      const conflicting = appendOf('persons', 99, eventOf('new'))
      for (const append of [known, conflicting]) {
        const answer = await valueOf(store.append(tenant, [append], { ...seen, id: 'other' }), 'append')
        same('stale' in answer, true, 'whether the call is stale')
      }
      const bad: readonly Seen[] = [
        { ...seen, epoch: '' },
        { ...seen, stream: '' },
        { ...seen, version: -1 },
        { ...seen, version: 1.5 },
        { ...seen, id: 'a\0b' },
        7 as unknown as Seen,
      ]
      for (const fault of bad)
        same(
          await errorOf(store.append(tenant, [known], fault), 'append'),
          checkAppend(tenant, [known], fault),
          'the error of a bad `seen`',
        )
      const badCall = nonEmpty([{ ...known, event: { ...known.event, schema: 0 } }])
      same(
        (await errorOf(store.append(tenant, badCall, { ...seen, id: 'other' }), 'append'))._tag,
        'InvalidArgument',
        'the error of a bad event with a stale `seen`',
      )
    },
  },
  {
    sentence: 'a call whose seen agrees with the log is carried out like any other',
    title: 'what agrees is appended, in one call with what it is compared with, through any handle',
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      let seen = await filled(store)
      for (let round = 0; round < 5; round += 1) {
        const id = `round-${round}`
        const through = round % 2 === 0 ? other : store
        const call = nonEmpty([appendOf('persons', seen.version, eventOf(id)), appendOf('orders', 'any', eventOf(id))])
        const outcomes = await outcomesIn(through.append(tenant, call, seen), 'append with what was seen')
        same(
          outcomes.map(({ _tag }) => _tag),
          ['appended', 'appended'],
          'the outcomes',
        )
        const again = await valueOf(store.append(tenant, call, seen), 'append')
        same('stale' in again, true, 'whether the same call is stale through the other handle')
        seen = { ...seen, version: seen.version + 1, id }
      }
    },
  },
  {
    sentence: 'seen that differs in epoch, version or id is stale, and nothing is stored',
    title: 'of 24 racers over 3 handles that saw one version, one appends to that stream, and the others are stale',
    run: async (scene) => {
      const handles = [await scene.handle(), await scene.handle(), await scene.handle()]
      let seen = await filled(nth(handles, 0))
      for (let round = 0; round < 10; round += 1) {
        const id = (racer: number): string => `round-${round}-${racer}`
        const race = Array.from({ length: 24 }, (_, racer) =>
          valueOf(
            nth(handles, racer % 3).append(tenant, [appendOf('persons', 'any', eventOf(id(racer)))], seen),
            'append',
          ),
        )
        const answers = await Promise.all(race)
        const winners = answers.flatMap((answer, racer) => ('stale' in answer ? [] : [racer]))
        same(winners.length, 1, `the number of winners of round ${round}`)
        seen = { ...seen, version: seen.version + 1, id: id(nth(winners, 0)) }
      }
    },
  },
])

/** A stream of three events among others, and what a reader of it has seen. */
const filled = async (store: EventStore): Promise<Seen> => {
  await appendAll(
    store,
    tenant,
    ['e1', 'e2', 'e3'].flatMap((id) => ['persons', 'orders'].map((stream) => appendOf(stream, 'any', eventOf(id)))),
  )
  await appendOne(store, 'another', 'persons', eventOf('e1'))
  return { epoch: await epochOf(store), stream: 'persons', version: 3, id: 'e3' }
}

/** What differs from what was seen in one thing, or in two that agree with each other. */
const otherwise = (seen: Seen): readonly (readonly [string, Seen])[] => [
  ['another epoch', { ...seen, epoch: `${seen.epoch.slice(0, -1)}?` }],
  ['another id', { ...seen, id: 'other' }],
  ['an id of an earlier version', { ...seen, id: 'e2' }],
  ['the last id at an earlier version', { ...seen, version: 2 }],
  ['the last id at a later version', { ...seen, version: 4 }],
  ['an earlier version with its id', { ...seen, version: 2, id: 'e2' }],
  ['an event that is not there yet', { ...seen, version: 4, id: 'e4' }],
  ['an empty stream', { epoch: seen.epoch, stream: seen.stream, version: 0 }],
]
