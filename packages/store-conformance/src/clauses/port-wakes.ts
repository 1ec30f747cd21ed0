import type { EventStore } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendOf, eventOf } from '../event.js'
import { holds } from '../expectation.js'
import { breathe } from '../reading.js'
import { type Scene, tenant } from '../scene.js'
import { withinMs } from '../within-ms.js'

const sentence = 'an append of another process wakes within the time that is stated, unless wakes are declined'

export const wakeChecks: readonly Check[] = checksOf('port', [
  {
    sentence,
    title: 'each of several appends by a handle that shares no memory wakes all who wait for it',
    needs: ['anotherProcess'],
    run: (scene) => expectWakes(scene, 4, async () => {}),
  },
  {
    sentence,
    title: 'wakes go on once the connections were lost',
    needs: ['anotherProcess', 'dropConnections'],
    run: (scene) => expectWakes(scene, 4, async () => scene.store.dropConnections?.()),
  },
])

const expectWakes = async (scene: Scene, rounds: number, before: () => Promise<void>): Promise<void> => {
  const [store, second] = [await scene.handle(), await scene.handle()]
  const another = await scene.store.anotherProcess?.()
  holds(another !== undefined, 'anotherProcess gave no other process')
  try {
    for (let round = 0; round < rounds; round += 1) {
      const woken = [store, second].map((one) => {
        let end = (): void => {}
        const wake = new Promise<void>((resolve) => {
          end = one.onAppend(tenant, resolve)
        })
        return wake.finally(() => end())
      })
      await before()
      await appendAgain(another.store, `round-${round}`)
      const message = `no wake came within the stated ${another.wakeWithinMs} ms`
      await withinMs(another.wakeWithinMs * 1.5 + 100, message, Promise.all(woken))
    }
  } finally {
    await another.store.close()
  }
}

/** Its connections may have been lost, too: each costs an answer at the most. */
const appendAgain = async (store: EventStore, id: string): Promise<void> => {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const answer = await store.append(tenant, [appendOf('woken', 'any', eventOf(`${id}-${attempt}`))])
    if (answer._tag === 'Right') return
    holds(answer.left.retryable, `an append of another process was answered with ${answer.left._tag}`)
    await breathe()
  }
  throw new Error('20 appends of another process failed one after the other')
}
