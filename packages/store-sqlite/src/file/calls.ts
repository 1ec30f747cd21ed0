import { clearTimeout, setTimeout } from 'node:timers'

import { type Answer, left, storeClosed, type StoreError } from '@partner-ledger/core/store'

/** The calls that a store has accepted and not yet answered. */
export interface Calls {
  /**
   * Runs a call, so that `close` waits for it, or returns why it is not accepted. `deadline` is when the call must be
   * answered, by `performance.now()`.
   */
  readonly accept: <A>(error: StoreError | undefined, work: (deadline: number) => Answer<A>) => Answer<A>
  isClosed(): boolean
  /** Accepts no further call, waits for the accepted ones until their time is over, and then finishes. Idempotent. */
  close(finish: () => void): Promise<void>
}

/** `answerWithin`: the time in ms in which each call must be answered. */
export const calls = (answerWithin: number): Calls => {
  const pending = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined
  return {
    accept: async (error, work) => {
      if (closing !== undefined) return left(storeClosed)
      if (error !== undefined) return left(error)
      const answer = work(performance.now() + answerWithin)
      pending.add(answer)
      try {
        return await answer
      } finally {
        pending.delete(answer)
      }
    },
    isClosed: () => closing !== undefined,
    close: (finish) => (closing ??= settledWithin(pending, answerWithin).then(finish)),
  }
}

const settledWithin = async (pending: ReadonlySet<Promise<unknown>>, ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const timedOut = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([Promise.allSettled(pending), timedOut])
  clearTimeout(timer)
}
