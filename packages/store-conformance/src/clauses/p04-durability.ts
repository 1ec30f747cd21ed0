import type { EventStore } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendOf, appendOne, eventOf, nonEmpty, outcomesOf, readBack, withoutTime } from '../event.js'
import { holds, same, valueOf } from '../expectation.js'
import { eventsOf, readWhole } from '../reading.js'
import { type Scene, tenant } from '../scene.js'
import { writerEvent } from '../write-job.js'
import { faultOf, withinStated } from './fault.js'
import { acknowledgedBeforeKill } from './kill-round.js'

export const durabilityChecks: readonly Check[] = checksOf('P4', [
  {
    sentence: 'appended resolves after the declared level of durability',
    title: 'the durability in force is the declared one, also when the store is opened again',
    needs: ['durabilityInForce', 'reopen'],
    run: async (scene) => {
      for (let opening = 0; opening < 2; opening += 1) {
        const store = await scene.reopened()
        await Promise.all(manyIds.map((id) => appendOne(store, tenant, 'orders', eventOf(`${opening}-${id}`))))
        same(await scene.store.durabilityInForce?.(), scene.subject.durability, 'the durability in force')
      }
    },
  },
  {
    sentence: 'appended resolves after the declared level of durability',
    title: 'the durability in force is the declared one on connections that were made after others were lost',
    needs: ['durabilityInForce', 'dropConnections'],
    run: async (scene) => {
      const store = await scene.handle()
      for (let round = 0; round < 3; round += 1) {
        const answers = await Promise.all(
          manyIds.map((id) => store.append(tenant, [appendOf('orders', 'any', eventOf(`${round}-${id}`))])),
        )
        holds(
          answers.some(({ _tag }) => _tag === 'Right'),
          'no append was stored after the connections were lost',
        )
        same(await scene.store.durabilityInForce?.(), scene.subject.durability, 'the durability in force')
        await scene.store.dropConnections?.()
      }
    },
  },
  {
    sentence: 'appended resolves after the declared level of durability',
    title: 'an append that its quorum does not confirm is not answered as appended, and is stored once when repeated',
    needs: ['loseQuorum'],
    run: async (scene) => {
      const store = await scene.handle()
      await appendOne(store, tenant, 'orders', eventOf('before'))
      const repair = await faultOf(scene, 'loseQuorum')
      const call = [appendOf('orders', 'any', eventOf('unconfirmed'))]
      const answer = await withinStated(scene, 'append', store.append(tenant, nonEmpty(call)))
      holds(answer._tag === 'Left', 'an append without its quorum was answered as if it were stored')
      const tag = answer.left._tag
      holds(tag === 'OutcomeUnknown' || tag === 'Unavailable', `an append without its quorum was answered with ${tag}`)
      await repair()
      await outcomesOf(store, tenant, call)
      const ids = (await readWhole(store, tenant, 'orders')).map(({ id }) => id)
      same(ids, ['before', 'unconfirmed'], 'the stream once the append was repeated')
    },
  },
  {
    sentence: 'appended resolves after the declared level of durability',
    title: 'every acknowledged event is there after the store was closed and opened again',
    needs: ['reopen'],
    run: async (scene) => {
      const store = await scene.handle()
      const ids = Array.from({ length: 20 }, (_, n) => `e${n}`)
      await Promise.all(ids.map((id) => appendOne(store, tenant, 'orders', eventOf(id))))
      const events = await readWhole(await scene.reopened(), tenant, 'orders')
      same(events.map(({ id }) => id).sort(), ids.sort(), 'the events of the stream')
      for (const event of events)
        same(withoutTime([event]), [readBack('orders', event, eventOf(event.id))], 'an event after a restart')
    },
  },
  {
    sentence: 'appended resolves after the declared level of durability',
    title: 'after kill -9 every acknowledged event is there and whole, and at most one that was not acknowledged',
    needs: ['startWriter'],
    run: async (scene) => {
      for (let round = 0; round < scene.killRounds; round += 1) {
        const prefix = `round-${round}-`
        const acknowledged = await acknowledgedBeforeKill(scene, { tenant, stream: 'killed', prefix })
        await expectAcknowledged(scene, acknowledged, prefix)
      }
    },
  },
])

/** As many at once make a pool open all its connections. */
const manyIds = Array.from({ length: 24 }, (_, n) => `e${n}`)

const expectAcknowledged = async (scene: Scene, acknowledged: readonly string[], prefix: string): Promise<void> => {
  const store = await scene.handle()
  const events = await readWhole(store, tenant, 'killed')
  const stored = events.map(({ id }) => id).filter((id) => id.startsWith(prefix))
  same(stored.slice(0, acknowledged.length), acknowledged, 'the acknowledged events')
  holds(stored.length <= acknowledged.length + 1, `${stored.length} stored, ${acknowledged.length} acknowledged`)
  same(
    events.map(({ version }) => version),
    events.map((_, n) => n + 1),
    'the versions after a kill',
  )
  for (const event of events) await expectWhole(store, event.position, event.id)
  for (const id of acknowledged) {
    const [outcome] = await outcomesOf(store, tenant, [appendOf('killed', 'any', writerEvent(id))])
    same(outcome?._tag, 'duplicate', `a retry of ${id}, which was acknowledged before the kill`)
  }
  await scene.closeHandles()
}

const expectWhole = async (store: EventStore, position: number, id: string): Promise<void> => {
  const events = await eventsOf(store.readAll(tenant, position - 1, 1), 'readAll')
  const sent = writerEvent(id)
  same(
    withoutTime(events),
    events.map((event) => readBack('killed', event, sent)),
    'an event after a kill',
  )
  const body = await valueOf(store.body(tenant, position), 'body')
  same(body && new Uint8Array(body), sent.body, 'a body after a kill')
}
