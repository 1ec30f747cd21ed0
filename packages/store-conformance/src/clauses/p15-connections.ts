import { setTimeout } from 'node:timers/promises'

import { type Check, checksOf } from '../check.js'
import { appendOf, appendOne, eventOf, outcomesOf } from '../event.js'
import { holds, nth, same } from '../expectation.js'
import { readWhole } from '../reading.js'
import { type Scene, tenant } from '../scene.js'
import { withNothingUncaught } from './with-nothing-uncaught.js'
import { everyCall } from './every-call.js'
import { withinStated } from './fault.js'

export const connectionChecks: readonly Check[] = checksOf('P15', [
  {
    sentence: 'a lost connection is a value, never an uncaught error, and later calls work',
    title: 'connections that are lost while nothing happens cost one retryable answer a call at the most',
    needs: ['dropConnections'],
    run: async (scene) => {
      const store = await scene.handle()
      await appendOne(store, tenant, 'before', eventOf('before'))
      await withNothingUncaught(async () => {
        for (let round = 0; round < 3; round += 1) {
          const warm = await Promise.all(everyCall(store, `warm-${round}`).map(({ make }) => make()))
          same(
            warm.filter(({ _tag }) => _tag === 'Left'),
            [],
            'the calls that failed before a connection was lost',
          )
          await scene.store.dropConnections?.()
          await setTimeout(20)
          for (const { name, make } of everyCall(store, `round-${round}`)) {
            const first = await withinStated(scene, name, make())
            const tag = first._tag === 'Left' ? first.left._tag : 'Right'
            holds(['Right', 'Unavailable', 'OutcomeUnknown'].includes(tag), `${name} was answered with ${tag}`)
          }
          for (const { name, make } of everyCall(store, `round-${round}`))
            same((await withinStated(scene, name, make()))._tag, 'Right', `${name}, made again after a lost connection`)
        }
      })
    },
  },
  {
    sentence: 'a lost connection is a value, never an uncaught error, and later calls work',
    title: 'appends whose connection is lost at work are stored or not as they are answered, and once when repeated',
    needs: ['dropConnections'],
    run: async (scene) => {
      const [store, reader] = [await scene.handle(), await scene.handle()]
      await withNothingUncaught(async () => {
        for (let round = 0; round < 12; round += 1) {
          const stream = `round-${round}`
          const ids = Array.from({ length: 12 }, (_, n) => `e${n}`)
          const append = (id: string) => store.append(tenant, [appendOf(stream, 'any', eventOf(id))])
          const running = ids.map(append)
          await setTimeout(round % 6)
          await scene.store.dropConnections?.()
          const answers = await Promise.all(running.map((answer) => withinStated(scene, 'append', answer)))
          const tags = answers.map((answer) => (answer._tag === 'Left' ? answer.left._tag : 'stored'))
          await setTimeout(10)
          const stored = new Set((await readAgain(scene, reader, stream)).map(({ id }) => id))
          for (const [n, tag] of tags.entries()) {
            holds(['stored', 'Unavailable', 'OutcomeUnknown'].includes(tag), `an append was answered with ${tag}`)
            const isStored = stored.has(nth(ids, n))
            holds(tag !== 'stored' || isStored, 'an append that was answered as stored is not there')
            holds(tag !== 'Unavailable' || !isStored, 'an append that was answered as Unavailable was stored')
          }
          for (const id of ids) await outcomesOf(store, tenant, [appendOf(stream, 'any', eventOf(id))])
          const all = (await readWhole(reader, tenant, stream)).map(({ id }) => id)
          same(all.toSorted(), ids.toSorted(), 'the events of the round once all were repeated')
        }
      })
    },
  },
])

/** Its connection may have been lost as well, which costs one answer. */
const readAgain = async (
  scene: Scene,
  reader: Awaited<ReturnType<Scene['handle']>>,
  stream: string,
): ReturnType<typeof readWhole> => {
  const first = await withinStated(scene, 'readStream', reader.readStream(tenant, stream, 0, 100))
  return first._tag === 'Right' ? first.right.events : readWhole(reader, tenant, stream)
}
