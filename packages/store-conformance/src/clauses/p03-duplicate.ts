import type { Appended, Duplicate, EventStore, NewEvent } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, appendOne, eventOf, outcomesOf, someInstant } from '../event.js'
import { same, valueOf } from '../expectation.js'
import { headOf, outcomesIn, readLog, readWhole } from '../reading.js'
import { tenant } from '../scene.js'

export const duplicateChecks: readonly Check[] = checksOf('P3', [
  {
    sentence: 'an id known in this stream is answered duplicate, with the first event of that id',
    title: 'a retry at once and a late one, through the same handle and another, is a duplicate',
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      const event = eventOf('first', { tier: 1, name: 'gold' })
      const first = await appendOne(store, tenant, 'orders', event)
      await expectDuplicate(store, event, first, event)
      await appendMany(store, 'orders', 20)
      for (const through of [store, other]) await expectDuplicate(through, event, first, event)
    },
  },
  {
    sentence: 'an id known in this stream is answered duplicate, with the first event of that id',
    title: 'an id that comes twice in one call is a duplicate the second time',
    run: async (scene) => {
      const store = await scene.handle()
      const event = eventOf('twice')
      const append = appendOf('orders', 'any', event)
      const [first, second] = await outcomesOf(store, tenant, [append, append])
      same(first?._tag, 'appended', 'the first of the two')
      same(second, duplicateOf(first as Appended, event), 'the second of the two')
    },
  },
  {
    sentence: 'a known id is answered before the version is looked at',
    title: 'a retry with any stale, future or exact version is a duplicate, not a conflict',
    run: async (scene) => {
      const store = await scene.handle()
      const event = eventOf('first')
      const first = await appendOne(store, tenant, 'orders', event)
      await appendMany(store, 'orders', 3)
      for (const expected of [0, 1, 4, 99, 'any'] as const) await expectDuplicate(store, event, first, event, expected)
    },
  },
  {
    sentence: 'a known id is known for ever',
    title: 'a retry after thousands of other ids is a duplicate',
    run: async (scene) => {
      const store = await scene.handle()
      const event = eventOf('first')
      const first = await appendOne(store, tenant, 'orders', event)
      for (let call = 0; call < 10; call += 1) {
        await appendMany(store, 'orders', 200, `own-${call}`)
        await appendMany(store, `other-${call}`, 50)
      }
      await expectDuplicate(store, event, first, event)
    },
  },
  {
    sentence: 'a known id is known for ever',
    title: 'a retry after the event was forgotten is a duplicate, with the facts of the first',
    run: async (scene) => {
      const store = await scene.handle()
      const event = eventOf('first')
      const first = await appendOne(store, tenant, 'orders', event)
      await valueOf(store.forget(tenant, 'orders', first.version, someInstant), 'forget')
      await expectDuplicate(store, event, first, event)
    },
  },
  {
    sentence: 'a known id is known for ever',
    title: 'a retry after a restart is a duplicate',
    needs: ['reopen'],
    run: async (scene) => {
      const event = eventOf('first')
      const first = await appendOne(await scene.handle(), tenant, 'orders', event)
      await expectDuplicate(await scene.reopened(), event, first, event)
    },
  },
  {
    sentence: 'a known id is known also when racing',
    title: 'of 24 racers with one id over 3 handles one is appended, and all the others get it',
    run: async (scene) => {
      const handles = [await scene.handle(), await scene.handle(), await scene.handle()]
      for (let round = 0; round < 20; round += 1) {
        const event = eventOf(`round-${round}`)
        const running = Array.from({ length: 24 }, (_, n) => {
          const expected = n % 2 === 0 ? 'any' : round
          return handles.slice(n % 3, (n % 3) + 1).map((store) => appendThrough(store, event, expected))
        })
        const outcomes = await Promise.all(running.flat())
        const winners = outcomes.flatMap((outcome) => (outcome._tag === 'appended' ? [outcome] : []))
        same(winners.length, 1, `the number of events stored by round ${round}`)
        const duplicates = winners.map((winner) => duplicateOf(winner, event))
        for (const outcome of outcomes)
          if (outcome._tag !== 'appended') same([outcome], duplicates, 'what a late racer gets')
      }
    },
  },
  {
    sentence: 'a duplicate stores nothing',
    title: 'after retries the log holds the same events, times and bodies as before',
    run: async (scene) => {
      const store = await scene.handle()
      const event = eventOf('first')
      const first = await appendOne(store, tenant, 'orders', event)
      const before = await readLog(store, tenant)
      for (let n = 0; n < 5; n += 1)
        await appendThrough(store, { ...eventOf('first', { tier: 9 }), body: new Uint8Array([n]) }, 'any')
      same(await readLog(store, tenant), before, 'the log after retries')
      same(await headOf(store, tenant), first.position, 'the head after retries')
      const body = await valueOf(store.body(tenant, first.position), 'body')
      same(body && new Uint8Array(body), event.body, 'the body after retries')
    },
  },
  {
    sentence: 'whether it is the same fact is not the business of the store',
    title: 'a retry with another type, time, schema and facts is a duplicate that answers those of the first',
    run: async (scene) => {
      const store = await scene.handle()
      const event = eventOf('first', { tier: 1 })
      const first = await appendOne(store, tenant, 'orders', event)
      const changed = { id: 'first', type: 'else', occurredAt: someInstant + 5, schema: 2, facts: { other: 'x' } }
      await expectDuplicate(store, changed, first, event)
    },
  },
  {
    sentence: 'the same id in another stream is another event',
    title: 'one id in three streams, one of them in another tenant, is three events',
    run: async (scene) => {
      const store = await scene.handle()
      const places = [
        [tenant, 'orders'],
        [tenant, 'returns'],
        ['another', 'orders'],
      ] as const
      for (const [of, stream] of places)
        await appendOne(store, of, stream, eventOf('shared', { in: `${of}/${stream}` }))
      for (const [of, stream] of places) {
        const events = await readWhole(store, of, stream)
        same(
          events.map(({ id, facts }) => [id, facts['in']]),
          [['shared', `${of}/${stream}`]],
          `${stream} of ${of}`,
        )
      }
    },
  },
])

const duplicateOf = ({ version, position }: Appended, { type, occurredAt, schema, facts }: NewEvent): Duplicate => ({
  _tag: 'duplicate',
  version,
  position,
  type,
  occurredAt,
  schema,
  facts,
})

const appendThrough = async (store: EventStore, event: NewEvent, expected: number | 'any') => {
  const [outcome] = await outcomesIn(store.append(tenant, [appendOf('orders', expected, event)]), 'append')
  return outcome
}

const expectDuplicate = async (
  store: EventStore,
  retried: NewEvent,
  first: Appended,
  event: NewEvent,
  expected: number | 'any' = 'any',
): Promise<void> => {
  const outcome = await appendThrough(store, retried, expected)
  same(outcome, duplicateOf(first, event), `a retry that expects ${expected}`)
}

const appendMany = async (store: EventStore, stream: string, count: number, prefix = 'later'): Promise<void> => {
  const ids = Array.from({ length: count }, (_, n) => `${prefix}-${n}`)
  await appendAll(
    store,
    tenant,
    ids.map((id) => appendOf(stream, 'any', eventOf(id))),
  )
}
