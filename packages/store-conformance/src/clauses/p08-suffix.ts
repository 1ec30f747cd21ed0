import type { EventStore, RecordedEvent } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, eventOf } from '../event.js'
import { holds, same } from '../expectation.js'
import { eventsOf, readLog } from '../reading.js'
import { type Scene, tenant } from '../scene.js'

export const suffixChecks: readonly Check[] = checksOf('P8', [
  {
    sentence: 'readAll gives an exact suffix in bounded pages',
    title: 'pages of random sizes after random positions are exactly what the log holds there',
    run: async (scene) => {
      const { store, log } = await filled(scene)
      const last = log.at(-1)?.position ?? 0
      for (let n = 0; n < 60; n += 1) {
        const [after, limit] = [scene.random.below(last + 3), 1 + scene.random.below(40)]
        const expected = log.filter(({ position }) => position > after).slice(0, limit)
        same(await eventsOf(store.readAll(tenant, after, limit), 'readAll'), expected, `${limit} events after ${after}`)
      }
    },
  },
  {
    sentence: 'readAll gives an exact suffix in bounded pages',
    title: 'a page after each single position begins with the next one, and after the last there is nothing',
    run: async (scene) => {
      const { store, log } = await filled(scene)
      for (const [n, { position }] of log.entries()) {
        const next = await eventsOf(store.readAll(tenant, position, 1), 'readAll')
        same(next, log.slice(n + 1, n + 2), `the event after ${position}`)
      }
    },
  },
  {
    sentence: 'readAll gives an exact suffix in bounded pages',
    title: 'readStream gives an exact suffix in bounded pages as well',
    run: async (scene) => {
      const { store, log } = await filled(scene)
      const events = log.filter(({ stream }) => stream === 'a')
      for (let after = 0; after <= events.length + 1; after += 1)
        for (const limit of [1, 2, 7, 10_000]) {
          const page = await eventsOf(store.readStream(tenant, 'a', after, limit), 'readStream')
          same(page, events.slice(after, after + limit), `${limit} events after version ${after}`)
        }
    },
  },
  {
    sentence: 'readAll gives an exact suffix in bounded pages',
    title: 'paging to the end gives every event once, whatever the size of a page',
    run: async (scene) => {
      const { store, log } = await filled(scene)
      for (const page of [1, 3, log.length, 10_000])
        same(await readLog(store, tenant, page), log, `in pages of ${page}`)
    },
  },
  {
    sentence: 'readAll gives an exact suffix in bounded pages',
    title: 'a reader of facts alone is given the same events, whether or not their personal parts are left out',
    run: async (scene) => {
      const { store, log } = await filled(scene)
      const last = log.at(-1)?.position ?? 0
      for (const [after, limit] of [[0, 10_000] as const, [0, 7] as const, [Math.floor(last / 2), 40] as const]) {
        const expected = log.filter(({ position }) => position > after).slice(0, limit)
        const read = await eventsOf(store.readAll(tenant, after, limit, 'facts'), 'readAll of facts')
        same(read.map(impersonal), expected.map(impersonal), `${limit} events after ${after}, their facts`)
      }
    },
  },
  {
    sentence: 'a read leaves nothing open between pages',
    title: 'a reader that pauses halfway sees what was appended meanwhile, and keeps nobody from writing or closing',
    run: async (scene) => {
      const { store } = await filled(scene)
      const writer = await scene.handle()
      const first = await eventsOf(store.readAll(tenant, 0, 10), 'readAll')
      const stream = await eventsOf(store.readStream(tenant, 'a', 0, 3), 'readStream')
      const ids = Array.from({ length: 50 }, (_, n) => `meanwhile-${n}`)
      await appendAll(
        writer,
        tenant,
        ids.map((id) => appendOf('a', 'any', eventOf(id))),
      )
      const rest = await eventsOf(store.readAll(tenant, first.at(-1)?.position ?? 0, 10_000), 'readAll')
      same([...first, ...rest], await readLog(writer, tenant), 'the pages before and after the pause')
      const tail = await eventsOf(store.readStream(tenant, 'a', stream.length, 10_000), 'readStream')
      same(
        tail.slice(-50).map(({ id }) => id),
        ids,
        'the stream after the pause',
      )
      await eventsOf(store.readAll(tenant, 0, 1), 'readAll')
      await store.close()
      holds((await readLog(writer, tenant)).length > 60, 'the log is read through the other handle')
    },
  },
])

const filled = async (scene: Scene): Promise<{ store: EventStore; log: readonly RecordedEvent[] }> => {
  const store = await scene.handle()
  const streams = Array.from({ length: 90 }, () => scene.random.pick(['a', 'b', 'c']))
  for (const other of [tenant, 'acme2', tenant])
    await appendAll(
      store,
      other,
      streams.map((stream, n) => appendOf(stream, 'any', eventOf(idIn(scene, n)))),
    )
  return { store, log: await eventsOf(store.readAll(tenant, 0, 10_000), 'readAll') }
}

/** What a reader of facts alone may look at. */
const impersonal = ({ personal: _, forgotten: __, ...facts }: RecordedEvent): object => facts

/** Ids that neither order by text as they do by position, nor repeat. */
const idIn = ({ random }: Scene, n: number): string => `${random.below(1_000_000)}-${n}-${random.below(1_000_000)}`
