import type { Position, StreamName, Version } from '@partner-ledger/core/store'

import { appendOne, eventOf } from '../event.js'
import { breathe } from '../reading.js'
import { type Scene, tenant } from '../scene.js'

/** One append that was answered. `began` and `ended` count moments: `ended < began` of another means before it. */
export interface Acknowledged {
  readonly stream: StreamName
  readonly version: Version
  readonly position: Position
  readonly began: number
  readonly ended: number
}

/** Lets writers append side by side over 3 handles, to streams that they share, and gives what they were answered. */
export const runWriters = async (scene: Scene, writers: number, appends: number): Promise<readonly Acknowledged[]> => {
  const handles = [await scene.handle(), await scene.handle(), await scene.handle()]
  const answered: Acknowledged[] = []
  let moment = 0
  const write = async (writer: number): Promise<void> => {
    const store = scene.random.pick(handles)
    for (let n = 0; n < appends; n += 1) {
      const stream = `shared-${scene.random.below(5)}`
      const began = moment++
      const { version, position } = await appendOne(store, tenant, stream, eventOf(`w${writer}-${n}`))
      answered.push({ stream, version, position, began, ended: moment++ })
      if (scene.random.below(3) === 0) await breathe()
    }
  }
  await Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)))
  return answered
}
