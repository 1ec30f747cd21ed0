import { type Either, left } from 'fp-ts/lib/Either.js'

import { type OutcomeUnknown, outcomeUnknown, type StoreClosed, storeClosed } from '../store/store-error.js'

/** Lets calls in while the ledger is open, and waits for those that are in when it closes. */
export interface Gate {
  /** Runs the call, or answers `StoreClosed`. A store that rejects where it must not is an unknown outcome. */
  run<E, A>(call: () => Promise<Either<E, A>>): Promise<Either<E | StoreClosed | OutcomeUnknown, A>>
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
      await within(timeoutMs, Promise.all(inside))
    },
  }
}

/** The call's answer; a rejection, which no store may give, is an unknown outcome. */
export const neverRejecting = async <E, A>(
  call: () => Promise<Either<E, A>>,
): Promise<Either<E | OutcomeUnknown, A>> => {
  try {
    return await call()
  } catch {
    return left(outcomeUnknown('the store rejected instead of answering'))
  }
}

/** Resolves with the work, or without it after so many ms. Until then the process stays alive. */
export const within = async (ms: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, elapsed])
  clearTimeout(timer)
}
