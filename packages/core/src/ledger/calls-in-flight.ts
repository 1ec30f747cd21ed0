import { clearTimeout, setTimeout } from 'node:timers'

import { type Either, left } from 'fp-ts/lib/Either.js'

import {
  type InvalidArgument,
  type OutcomeUnknown,
  outcomeUnknown,
  type StoreClosed,
  storeClosed,
  type Unavailable,
  unavailable,
} from '../failure/store-error.js'

/** Runs a call, or returns why it did not. */
export type RunCall = <E, A>(call: () => Promise<Either<E, A>>) => Promise<Either<E | NotRun, A>>

type NotRun = StoreClosed | OutcomeUnknown | Unavailable | InvalidArgument

/** Lets calls in while the ledger is open, and knows when those that are in have ended. */
export interface CallsInFlight {
  /** Runs the call, or returns `StoreClosed`. The answer never rejects. */
  readonly run: RunCall
  /** The same for calls of one kind: one more than `most` at once is `Unavailable`, and nothing of it is done. */
  atMost(most: number): RunCall
  /** Lets no call in any more. */
  shut(): void
  /** Resolves when none is left of the calls that are in. */
  settled(): Promise<unknown>
}

/** What makes a call fail before it begins, and what the host's own functions threw in it. */
export interface CallFaults {
  readonly check: () => InvalidArgument | undefined
  readonly thrown: (error: unknown) => InvalidArgument | undefined
}

const noFaults: CallFaults = { check: () => undefined, thrown: () => undefined }

export const callsInFlight = ({ check, thrown }: CallFaults = noFaults): CallsInFlight => {
  let open = true
  const inside = new Set<Promise<unknown>>()
  const run: RunCall = (call) => {
    if (!open) return Promise.resolve(left(storeClosed))
    const fault = check()
    if (fault !== undefined) return Promise.resolve(left(fault))
    const answer = settle(call, thrown)
    inside.add(answer)
    void answer.then(() => inside.delete(answer))
    return answer
  }
  return {
    run,
    atMost: (most) => {
      let count = 0
      return (call) => {
        if (open && count >= most) return Promise.resolve(left(unavailable('too many at once')))
        count += 1
        const answer = run(call)
        void answer.then(() => (count -= 1))
        return answer
      }
    },
    shut: () => {
      open = false
    },
    settled: () => Promise.all(inside),
  }
}

/** Stores are wrapped so that none rejects; what is thrown here comes from the host's own functions, or is a bug. */
const settle = async <E, A>(
  call: () => Promise<Either<E, A>>,
  thrown: CallFaults['thrown'],
): Promise<Either<E | NotRun, A>> => {
  try {
    return await call()
  } catch (error) {
    return left(thrown(error) ?? outcomeUnknown('the call threw instead of answering'))
  }
}

/** Resolves with the work (`true`), or without it after so many ms. Until then the process stays alive. */
export const within = async (ms: number, work: Promise<unknown>): Promise<boolean> => {
  let timer: NodeJS.Timeout | undefined
  const elapsed = new Promise<boolean>((resolve) => {
    // Beyond this, timers fire at once.
    timer = setTimeout(() => resolve(false), Math.min(ms, 2 ** 31 - 1))
  })
  const isDone = await Promise.race([work.then(() => true), elapsed])
  clearTimeout(timer)
  return isDone
}

/** The call's answer; a rejection is an unknown outcome. */
export const neverRejecting = async <E, A>(
  call: () => Promise<Either<E, A>>,
): Promise<Either<E | OutcomeUnknown, A>> => {
  try {
    return await call()
  } catch {
    return left(outcomeUnknown('the call threw instead of answering'))
  }
}
