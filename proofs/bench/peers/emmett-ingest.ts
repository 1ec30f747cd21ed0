import { join } from 'node:path'

import type { Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { turnsOf, type TurnShape } from '../ours/turns.js'
import { delivered } from './delivered.js'
import { openEmmett } from './emmett.js'

/** Bodies that are parsed and appended to the stream of their membership, `atOnce` of them at a time. */
export const emmettIngest = (
  shapeOf: (setting: Setting) => TurnShape,
  way: 'singleton' | 'as shipped',
  atOnce = 1,
): Variant => ({
  name: `emmett-sqlite, ${way}`,
  open: async (setting) => {
    const { store, close } = await openEmmett(join(setting.folder, 'emmett.db'), way === 'singleton')
    const append = async (body: string): Promise<void> => {
      const { stream, type, data } = delivered(body)
      await untilFree(() => store.appendToStream(stream, [{ type, data }]))
    }
    const { first, next } = turnsOf(shapeOf(setting))
    for (const body of first) await append(body)
    return {
      turn: () => {
        const bodies = next()
        return timed(bodies.length, () => atATime(atOnce, bodies, append))
      },
      close,
    }
  },
})

/** Lets so many callers take the bodies, each its next one as soon as its last one is stored. */
export const atATime = async (
  callers: number,
  bodies: readonly string[],
  append: (body: string) => Promise<void>,
): Promise<void> => {
  let next = 0
  const call = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await append(body)
  }
  await Promise.all(Array.from({ length: callers }, call))
}

/** A new connection of Emmett's may meet its own unfinished PRAGMA and fail as busy: a host has no choice but to repeat. */
const untilFree = async (call: () => Promise<unknown>): Promise<void> => {
  for (;;)
    try {
      await call()
      return
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')) throw error
    }
}
