import { setImmediate } from 'node:timers/promises'

import type { Answer } from '@partner-ledger/core/store'
import { left, storeClosed } from '@partner-ledger/core/store'

import type { Journal } from './journal.js'
import type { Stage } from './stage.js'

/** What ties a player in this process to the store and to the journal. Once it is cut, nothing of it reaches either. */
export interface Cord extends Pick<Stage, 'pass' | 'note'> {
  /** Every call waits from now on, before and behind what it does, and for ever. */
  cut(): void
  hold(): void
  letGo(): void
  /** Lets what waits for ever run into a closed store, so that nothing of it is left. */
  bury(): void
}

export const cord = (journal: Journal): Cord => {
  const burial = turnstile()
  let hold = turnstile()
  let isCut = false
  hold.open()

  const isAlive = async (): Promise<boolean> => {
    await setImmediate()
    if (!isCut) await hold.opened
    if (isCut) await burial.opened
    return !isCut
  }

  return {
    pass: async <A>(call: () => Answer<A>): Answer<A> => {
      if (!(await isAlive())) return left(storeClosed)
      const answer = await call()
      return (await isAlive()) ? answer : left(storeClosed)
    },
    note: async (record) => {
      if (await isAlive()) journal.write(record)
    },
    cut: () => {
      isCut = true
      hold.open()
    },
    hold: () => {
      if (!isCut) hold = turnstile()
    },
    letGo: () => hold.open(),
    bury: burial.open,
  }
}

const turnstile = (): { readonly opened: Promise<void>; readonly open: () => void } => {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
