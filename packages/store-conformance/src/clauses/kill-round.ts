import { setTimeout } from 'node:timers/promises'

import { holds } from '../expectation.js'
import type { Scene } from '../scene.js'
import type { WriterJob } from '../subject.js'

/** Lets a writer work, kills it at a random moment, and gives the ids that were acknowledged to it. */
export const acknowledgedBeforeKill = async (scene: Scene, job: WriterJob): Promise<readonly string[]> => {
  await scene.closeHandles()
  const writer = await scene.store.startWriter?.(job)
  holds(writer !== undefined, 'startWriter gave no writer')
  const enough = 1 + scene.random.below(30)
  const until = Date.now() + 20_000
  while (writer.acknowledged().length < enough) {
    holds(Date.now() < until, `the writer was acknowledged ${writer.acknowledged().length} events in 20 s`)
    await setTimeout(1)
  }
  await writer.kill()
  return writer.acknowledged()
}
