import type { LedgerStore } from '@partner-ledger/core'

import { cord } from './cord.js'
import type { Journal } from './journal.js'
import type { Part } from './part.js'
import { type Player, playPart } from './player.js'
import type { Props } from './stage.js'

/** A player that can be buried: what is left of it in this process ends. */
export interface LocalPlayer extends Player {
  bury(): Promise<void>
}

/**
 * Plays a part in this process, over a handle of its own. It is killed by cutting it off: what it had asked of the store
 * may still happen, and no answer reaches it. Its timers run on until it is buried.
 */
export const localPlayer = (store: LedgerStore, props: Props, journal: Journal, part: Part): LocalPlayer => {
  const tie = cord(journal)
  let stop = (): void => {}
  let die = (): void => {}
  const told = new Promise<void>((resolve) => {
    stop = resolve
  })
  const killed = new Promise<void>((resolve) => {
    die = resolve
  })
  const played = playPart({ ...props, store, pass: tie.pass, note: tie.note }, part, told)
  const closed = played.then(
    () => store.close(),
    () => store.close(),
  )
  return {
    part,
    gone: Promise.race([played, killed]),
    tell: () => stop(),
    kill: async () => {
      tie.cut()
      die()
    },
    pause: tie.hold,
    resume: tie.letGo,
    bury: async () => {
      stop()
      tie.bury()
      await closed
    },
  }
}
