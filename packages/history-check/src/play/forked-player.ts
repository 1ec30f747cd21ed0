import { fork } from 'node:child_process'
import { once } from 'node:events'

import type { Part } from './part.js'
import type { Player } from './player.js'

/** A script that opens the store and takes part, see `takePart`. */
export interface PlayerScript {
  /** Plain JavaScript. */
  readonly script: URL | string
  readonly args: readonly string[]
}

/** What a forked player is told first. Whatever it is told next means that it is to stop. */
export interface Call {
  readonly journal: string
  readonly part: Part
}

/** Plays a part in a process of its own, which is killed by its id. */
export const forkedPlayer = ({ script, args }: PlayerScript, call: Call): Player => {
  const child = fork(script, args, { execArgv: [] })
  let isKilled = false
  const gone = once(child, 'exit').then(([code]) => {
    if (!isKilled && code !== 0) throw new Error(`${call.part.run} ended by itself with code ${String(code)}`)
  })
  const send = (message: Call | 'stop'): void => {
    // A process that is gone already hears nothing.
    child.send(message, () => {})
  }
  send(call)
  return {
    part: call.part,
    gone,
    tell: () => send('stop'),
    kill: async () => {
      isKilled = true
      child.kill('SIGKILL')
      await gone
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  }
}
