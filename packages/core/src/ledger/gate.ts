import { left } from 'fp-ts/lib/Either.js'

import type { Answer } from '../store/answer.js'
import { outcomeUnknown, storeClosed } from '../store/store-error.js'

/** Lets calls in while the ledger is open, and waits for those that are in when it closes. */
export interface Gate {
  /** Runs the call, or answers `StoreClosed`. A store that rejects where it must not is an unknown outcome. */
  run<A>(call: () => Answer<A>): Answer<A>
  /** Lets nobody in any more, and resolves when nobody is left or the time is up. */
  close(timeoutMs: number): Promise<void>
}

export const gate = (): Gate => {
  let open = true
  const inside = new Set<Promise<unknown>>()
  return {
    run: (call) => {
      if (!open) return Promise.resolve(left(storeClosed))
      const answer = neverRejecting(call)
      inside.add(answer)
      void answer.then(() => inside.delete(answer))
      return answer
    },
    close: async (timeoutMs) => {
      open = false
      await Promise.race([Promise.all(inside), elapsed(timeoutMs)])
    },
  }
}

const neverRejecting = async <A>(call: () => Answer<A>): Answer<A> => {
  try {
    return await call()
  } catch {
    return left(outcomeUnknown('the store rejected instead of answering'))
  }
}

/** Resolves after so many ms, without keeping the process alive for it. */
export const elapsed = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref()
  })
