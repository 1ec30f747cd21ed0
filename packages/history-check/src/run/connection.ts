import { setImmediate } from 'node:timers/promises'

import type { Answer } from '@partner-ledger/core/store'
import { left, storeClosed } from '@partner-ledger/core/store'

import type { Environment } from './environment.js'
import type { Journal } from './journal.js'

/** The connection of a simulated process to its store and to the journal, which can be cut in the middle of a call. */
export interface Connection extends Pick<Environment, 'request' | 'write'> {
  /** From now on every call waits for ever, before and after what it does. */
  cut(): void
  /** Calls wait, before and after what they do, until `resume`. */
  pause(): void
  resume(): void
  /** Answers the calls that wait for ever with `StoreClosed`, so that what is left of the process ends. */
  dispose(): void
}

export const connection = (journal: Journal): Connection => {
  const disposal = gate()
  let pause = gate()
  let isCut = false
  pause.open()

  const isAlive = async (): Promise<boolean> => {
    await setImmediate()
    if (!isCut) await pause.opened
    if (isCut) await disposal.opened
    return !isCut
  }

  return {
    request: async <A>(call: () => Answer<A>): Answer<A> => {
      if (!(await isAlive())) return left(storeClosed)
      const answer = await call()
      return (await isAlive()) ? answer : left(storeClosed)
    },
    write: async (record) => {
      if (await isAlive()) journal.write(record)
    },
    cut: () => {
      isCut = true
      pause.open()
    },
    pause: () => {
      if (!isCut) pause = gate()
    },
    resume: () => pause.open(),
    dispose: disposal.open,
  }
}

const gate = (): { readonly opened: Promise<void>; readonly open: () => void } => {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
