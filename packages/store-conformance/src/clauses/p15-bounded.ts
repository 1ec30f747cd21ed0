import { setTimeout } from 'node:timers/promises'

import type { EventStore } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendOf, appendOne, eventOf, outcomesOf } from '../event.js'
import { holds, same } from '../expectation.js'
import { readLog, readWhole } from '../reading.js'
import { answerWithinMs, type Scene, tenant } from '../scene.js'
import { everyCall, type PortCall } from './every-call.js'
import { faultOf, withinStated } from './fault.js'

export const boundedChecks: readonly Check[] = checksOf('P15', [
  {
    sentence: 'every call is answered within the stated time',
    title:
      'of a server that hangs: reads are Unavailable, writes Unavailable or OutcomeUnknown, and it all works after',
    needs: ['hang'],
    run: async (scene) => {
      const store = await scene.handle()
      await appendOne(store, tenant, 'before', eventOf('before'))
      const repair = await faultOf(scene, 'hang')
      await expectLefts(scene, everyCall(store, 'hung'), ['Unavailable', 'OutcomeUnknown'])
      await repair()
      await expectWorks(store)
      const [outcome] = await outcomesOf(store, tenant, [appendOf('hung', 'any', eventOf('hung'))])
      holds(outcome?._tag !== 'conflict', 'an append that was repeated after a hang is a conflict')
      await settled(scene)
      same((await readWhole(store, tenant, 'hung')).length, 1, 'the events of a call that was repeated after a hang')
    },
  },
  {
    sentence: 'every call is answered within the stated time',
    title: 'close is: it settles the calls that were made before it, while the server hangs',
    needs: ['hang'],
    run: async (scene) => {
      const store = await scene.handle()
      await appendOne(store, tenant, 'before', eventOf('before'))
      const repair = await faultOf(scene, 'hang')
      const calls = everyCall(store, 'hung').map(({ make }) => make())
      await withinStated(scene, 'close', store.close())
      let settledCalls = 0
      for (const call of calls) void call.then(() => (settledCalls += 1))
      await setTimeout(1)
      same(settledCalls, calls.length, 'the number of calls that close settled')
      await repair()
    },
  },
  {
    sentence: 'a call that was answered as Unavailable never runs',
    title: 'calls that find every connection taken are Unavailable in time, and are not carried out when one is free',
    needs: ['fillPool'],
    run: async (scene) => {
      const [store, reader] = [await scene.handle(), await scene.handle()]
      await appendOne(store, tenant, 'before', eventOf('before'))
      const repair = await faultOf(scene, 'fillPool')
      await expectLefts(scene, everyCall(store, 'queued'), ['Unavailable'])
      await repair()
      await settled(scene)
      same(await readWhole(reader, tenant, 'queued'), [], 'the stream of a call that was answered as Unavailable')
      await expectWorks(store)
    },
  },
  {
    sentence: 'a call that was answered as Unavailable never runs',
    title: 'an append that waits for a lock is Unavailable in time, and is not carried out when the lock is gone',
    needs: ['block'],
    run: async (scene) => {
      const store = await scene.handle()
      await appendOne(store, tenant, 'before', eventOf('before'))
      const before = await readLog(store, tenant)
      const repair = await faultOf(scene, 'block')
      const [append] = everyCall(store, 'locked')
      await expectLefts(scene, append === undefined ? [] : [append], ['Unavailable'])
      await repair()
      await settled(scene)
      same(await readLog(store, tenant), before, 'the log after an append that was answered as Unavailable')
      await expectWorks(store)
    },
  },
])

/** All at once; each is a Left of one of these within the stated time, and one of Unavailable where it only reads. */
const expectLefts = async (scene: Scene, calls: readonly PortCall[], tags: readonly string[]): Promise<void> => {
  const made = calls.map(({ name, writes, make }) => ({ name, writes, answer: make() }))
  for (const { name, writes, answer } of made) {
    const given = await withinStated(scene, name, answer)
    const tag = given._tag === 'Left' ? given.left._tag : 'a value'
    holds((writes ? tags : ['Unavailable']).includes(tag), `${name} was answered with ${tag}`)
  }
}

const expectWorks = async (store: EventStore): Promise<void> => {
  for (const { name, make } of everyCall(store, 'after'))
    same((await make())._tag, 'Right', `the answer to ${name} once the cause is gone`)
}

/** What was sent late has run by then, if it runs at all. */
const settled = ({ subject }: Scene): Promise<void> => setTimeout(Math.min(answerWithinMs(subject), 300))
