import { type Answer, left, storeClosed, type StoreError } from '@partner-ledger/core/store'

/** The calls that a store has accepted and not yet answered. */
export interface Calls {
  /** Runs a call, so that `close` waits for it, or answers why it is not accepted. */
  readonly accept: <A>(fault: StoreError | undefined, work: () => Answer<A>) => Answer<A>
  isClosed(): boolean
  /** Accepts no further call, waits for the accepted ones and then finishes. Idempotent. */
  close(finish: () => void): Promise<void>
}

export const calls = (): Calls => {
  const pending = new Set<Promise<unknown>>()
  let closing: Promise<void> | undefined
  return {
    accept: async (fault, work) => {
      if (closing !== undefined) return left(storeClosed)
      if (fault !== undefined) return left(fault)
      const answer = work()
      pending.add(answer)
      try {
        return await answer
      } finally {
        pending.delete(answer)
      }
    },
    isClosed: () => closing !== undefined,
    close: (finish) => (closing ??= Promise.allSettled(pending).then(finish)),
  }
}
