import type { EventStore, Page } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendAll, appendOf, appendOne, eventOf } from '../event.js'
import { holds, nth, same, valueOf } from '../expectation.js'
import { breathe, epochOf, readLog, readWhole } from '../reading.js'
import { type Scene, tenant } from '../scene.js'
import { runWriters } from './writers.js'

export const snapshotChecks: readonly Check[] = checksOf('P16', [
  {
    sentence: 'at is the id of the event after which a page begins, and absent where no event is',
    title: 'readAll names the event at each position, on an empty page too, and nothing in holes and beyond the head',
    run: async (scene) => {
      const store = await filled(scene)
      const log = await readLog(store, tenant)
      const ids = new Map(log.map(({ position, id }) => [position, id]))
      const head = nth(log, log.length - 1).position
      for (let after = 0; after <= head + 2; after += 1)
        for (const limit of [1, 100]) {
          const page = await valueOf(store.readAll(tenant, after, limit), 'readAll')
          expectAt(page, ids.get(after), `readAll after ${after}`)
        }
      const facts = await valueOf(store.readAll(tenant, head, 10, 'facts'), 'readAll of facts')
      expectAt(facts, ids.get(head), 'readAll of facts after the head')
      expectAt(await valueOf(store.readAll('nobody', 3, 10), 'readAll'), undefined, 'readAll of an empty log')
    },
  },
  {
    sentence: 'at is the id of the event after which a page begins, and absent where no event is',
    title: 'readStream names the event at each version, on an empty page too, and nothing beyond the last one',
    run: async (scene) => {
      const store = await filled(scene)
      const events = await readWhole(store, tenant, 'orders')
      for (let after = 0; after <= events.length + 2; after += 1)
        for (const limit of [1, 100]) {
          const page = await valueOf(store.readStream(tenant, 'orders', after, limit), 'readStream')
          expectAt(page, events[after - 1]?.id, `readStream after version ${after}`)
        }
      expectAt(await valueOf(store.readStream(tenant, 'nothing', 3, 10), 'readStream'), undefined, 'an empty stream')
    },
  },
  {
    sentence: 'epoch and head of each answer are those of its snapshot',
    title: 'every call that answers them answers the same epoch, and the head that the last append made',
    run: async (scene) => {
      const [store, other] = [await filled(scene), await scene.handle()]
      const epoch = await epochOf(store)
      for (let n = 0; n < 5; n += 1) {
        const call = [appendOf('orders', 'any', eventOf(`n${n}`)), appendOf('orders', 99, eventOf('conflict'))] as const
        const appended = await valueOf(store.append(tenant, [...call]), 'append')
        const log = await readLog(store, tenant)
        const state = { epoch, head: nth(log, log.length - 1).position }
        const answers = {
          append: appended,
          'append of a known event': await valueOf(other.append(tenant, [call[0]]), 'append'),
          readAll: await valueOf(other.readAll(tenant, 0, 1), 'readAll'),
          'readAll of facts': await valueOf(store.readAll(tenant, 0, 1, 'facts'), 'readAll'),
          'readAll after the head': await valueOf(other.readAll(tenant, state.head + 9, 1), 'readAll'),
          readStream: await valueOf(store.readStream(tenant, 'orders', 0, 1), 'readStream'),
          'readStream of an empty stream': await valueOf(other.readStream(tenant, 'nothing', 0, 1), 'readStream'),
        }
        for (const [call, answer] of Object.entries(answers))
          same({ epoch: answer.epoch, head: answer.head }, state, `what ${call} says of the log`)
        same((await valueOf(other.streams(tenant, '', '', 1), 'streams')).epoch, epoch, 'the epoch of streams')
        same((await valueOf(other.readAll('nobody', 0, 1), 'readAll')).epoch, epoch, 'the epoch of an empty log')
      }
    },
  },
  {
    sentence: 'epoch and head of each answer are those of its snapshot',
    title: 'under 12 writers no page and no append has a head that its own events contradict',
    run: async (scene) => {
      let writing = true
      const readers = [1, 3, 1000].map(async (limit) => follow(await scene.handle(), limit, () => !writing))
      const appending = answeredHeads(scene, () => !writing)
      const writers = runWriters(scene, 12, 20).finally(() => {
        writing = false
      })
      await Promise.all([writers, appending, ...readers])
    },
  },
])

const filled = async (scene: Scene): Promise<EventStore> => {
  const store = await scene.handle()
  const ids = Array.from({ length: 12 }, (_, n) => `${scene.random.below(1000)}-${n}`)
  await appendAll(
    store,
    tenant,
    ids.map((id, n) => appendOf(n % 3 === 0 ? 'returns' : 'orders', 'any', eventOf(id))),
  )
  await appendOne(store, 'another', 'orders', eventOf('elsewhere'))
  return store
}

const expectAt = (page: Page, id: string | undefined, what: string): void =>
  same(['at' in page, page.at], [id !== undefined, id], `\`at\` of ${what}`)

/** The last page of a log ends at the head of its snapshot; every other one ends before it. */
const follow = async (store: EventStore, limit: number, isOver: () => boolean): Promise<void> => {
  let after = 0
  for (let last = false; ; ) {
    const { events, head, more } = await valueOf(store.readAll(tenant, after, limit), 'readAll')
    after = events.at(-1)?.position ?? after
    same(head > after, more, `whether a head of ${head} lies after position ${after}, where the page ends`)
    holds(head >= after, `the head ${head} lies before position ${after} of the same page`)
    if (!more && last) return
    if (!more) last = isOver()
    await breathe()
  }
}

const answeredHeads = async (scene: Scene, isOver: () => boolean): Promise<void> => {
  const store = await scene.handle()
  for (let n = 0; !isOver(); n += 1) {
    const call = [0, 1].map((one) => appendOf('heads', 'any', eventOf(`${n}-${one}`)))
    const [first, second] = await appendAll(store, tenant, call)
    const answer = await valueOf(store.append(tenant, [appendOf('heads', 'any', eventOf(`${n}-last`))]), 'append')
    const outcome = 'stale' in answer ? undefined : answer.outcomes[0]
    const position = outcome?._tag === 'appended' ? outcome.position : 0
    holds(answer.head >= position, `an append at ${position} was answered with the head ${answer.head}`)
    holds((second?.position ?? 0) > (first?.position ?? 0), 'positions of one call grow')
    await breathe()
  }
}
