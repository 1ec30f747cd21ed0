import type { EventStore, NewEvent } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import {
  appendAll,
  appendOf,
  appendOne,
  eventOf,
  readBack,
  readBackForgotten,
  someInstant,
  withoutTime,
} from '../event.js'
import { same, valueOf } from '../expectation.js'
import { eventsOf, headOf, readLog, readWhole, tenantsOf } from '../reading.js'
import { type Scene, tenant } from '../scene.js'

export const forgetChecks: readonly Check[] = checksOf('P11', [
  {
    sentence: 'after forget, no read gives personal parts or bodies up to that version',
    title: 'up to the version they are gone through every handle and read; after it, and elsewhere, they stay',
    run: async (scene) => {
      const { store, events } = await filled(scene)
      const other = await scene.handle()
      await valueOf(store.forget(tenant, 'orders', 3, later), 'forget')
      for (const reader of [store, other]) {
        await expectForgotten(reader, 'orders', events, (version) => version <= 3)
        await expectForgotten(reader, 'returns', events, () => false)
      }
    },
  },
  {
    sentence: 'after forget, no read gives personal parts or bodies up to that version',
    title: 'only what occurred at or before the instant is forgotten, to the ms',
    run: async (scene) => {
      const { store, events } = await filled(scene)
      await valueOf(store.forget(tenant, 'orders', 6, someInstant + 3), 'forget')
      await expectForgotten(store, 'orders', events, (version) => version <= 3)
      await valueOf(store.forget(tenant, 'orders', 6, someInstant + 4), 'forget')
      await expectForgotten(store, 'orders', events, (version) => version <= 4)
    },
  },
  {
    sentence: 'after forget, no read gives personal parts or bodies up to that version',
    title: 'what is appended after it keeps its parts, also to that version and with that instant',
    run: async (scene) => {
      const { store, events } = await filled(scene)
      await valueOf(store.forget(tenant, 'orders', 100, later), 'forget')
      const event = eventOf('fresh')
      await appendOne(store, tenant, 'orders', event)
      await expectForgotten(store, 'orders', [...events, event], (version) => version <= events.length)
    },
  },
  {
    sentence: 'after forget, no read gives personal parts or bodies up to that version',
    title: 'events without anything personal are marked as forgotten as well',
    run: async (scene) => {
      const store = await scene.handle()
      const { personal: _, body: __, ...bare } = eventOf('bare')
      const place = await appendOne(store, tenant, 'orders', bare)
      same(withoutTime(await readWhole(store, tenant, 'orders')), [readBack('orders', place, bare)], 'before')
      await valueOf(store.forget(tenant, 'orders', 1, later), 'forget')
      same(withoutTime(await readWhole(store, tenant, 'orders')), [readBackForgotten('orders', place, bare)], 'after')
    },
  },
  {
    sentence: 'forgetting leaves facts, versions and positions as they were',
    title: 'but for personal parts and the mark the log is the same, times and head included',
    run: async (scene) => {
      const { store } = await filled(scene)
      const before = await readLog(store, tenant)
      const head = await headOf(store, tenant)
      await valueOf(store.forget(tenant, 'orders', 4, later), 'forget')
      const factsOf = (log: typeof before) => log.map(({ personal: _, forgotten: __, ...rest }) => rest)
      same(factsOf(await readLog(store, tenant)), factsOf(before), 'the log but for its personal parts')
      same(await headOf(store, tenant), head, 'the head')
      const next = await appendOne(store, tenant, 'orders', eventOf('next'))
      same(next.version, 7, 'the version of the next event')
    },
  },
  {
    sentence: 'forgetting can be repeated, also after a crash',
    title: 'repeated, with less, with nothing, or for a stream that does not exist, it changes nothing',
    run: async (scene) => {
      const { store, events } = await filled(scene)
      await valueOf(store.forget(tenant, 'orders', 4, later), 'forget')
      const once = await readLog(store, tenant)
      const repeated = [
        ['orders', 4, later],
        ['orders', 2, later],
        ['orders', 0, later],
        ['orders', 6, -1],
        ['unheard-of', 9, later],
      ] as const
      for (const [stream, upTo, until] of repeated) {
        await valueOf(store.forget(tenant, stream, upTo, until), 'forget')
        same(await readLog(store, tenant), once, `the log after forgetting ${upTo} of ${stream}`)
      }
      await expectForgotten(store, 'orders', events, (version) => version <= 4)
      same(
        await eventsOf(store.readStream(tenant, 'unheard-of', 0, 9), 'readStream'),
        [],
        'a stream that does not exist',
      )
      await valueOf(store.forget('unheard-of', 'orders', 9, later), 'forget')
      const listed = await tenantsOf(store, '', 1000)
      same(listed.includes('unheard-of'), false, 'whether forgetting made a tenant')
    },
  },
  {
    sentence: 'forgetting can be repeated, also after a crash',
    title: 'what was forgotten is still forgotten after a restart, and can be forgotten again',
    needs: ['reopen'],
    run: async (scene) => {
      const { store, events } = await filled(scene)
      await valueOf(store.forget(tenant, 'orders', 4, later), 'forget')
      for (let n = 0; n < 2; n += 1) {
        const again = await scene.reopened()
        await expectForgotten(again, 'orders', events, (version) => version <= 4)
        await valueOf(again.forget(tenant, 'orders', 4, later), 'forget')
      }
      await expectForgotten(await scene.reopened(), 'returns', events, () => false)
    },
  },
])

const later = someInstant + 1_000_000

/** Two streams of the same six events, of which each occurred 1 ms after the one before. */
const filled = async (scene: Scene): Promise<{ store: EventStore; events: readonly NewEvent[] }> => {
  const store = await scene.handle()
  const events = [1, 2, 3, 4, 5, 6].map((n) => ({ ...eventOf(`e${n}`), occurredAt: someInstant + n }))
  for (const event of events)
    await appendAll(
      store,
      tenant,
      ['orders', 'returns'].map((stream) => appendOf(stream, 'any', event)),
    )
  return { store, events }
}

const expectForgotten = async (
  store: EventStore,
  stream: string,
  sent: readonly NewEvent[],
  isForgotten: (version: number) => boolean,
): Promise<void> => {
  const events = await readWhole(store, tenant, stream)
  const expected = sent.map((event, n) => {
    const place = { version: n + 1, position: events[n]?.position ?? 0 }
    return isForgotten(n + 1) ? readBackForgotten(stream, place, event) : readBack(stream, place, event)
  })
  same(withoutTime(events), expected, `the stream ${stream}`)
  const inLog = (await readLog(store, tenant)).filter((event) => event.stream === stream)
  same(inLog, events, `the stream ${stream} in the log`)
  for (const [n, { position }] of events.entries()) {
    const body = await valueOf(store.body(tenant, position), 'body')
    const kept = isForgotten(n + 1) ? undefined : sent[n]?.body
    same(body && new Uint8Array(body), kept, `the body of version ${n + 1} of ${stream}`)
  }
}
