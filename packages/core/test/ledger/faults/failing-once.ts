import type { Answer, LedgerStore } from '@partner-ledger/core/store'
import { left, memoryIndex, outcomeUnknown, unavailable } from '@partner-ledger/core/store'

/** How a call fails: before anything was done, when all was done but nobody heard so, or with no answer at all. */
export const failures = ['before', 'after', 'rejecting before', 'rejecting after'] as const

export type FailureKind = (typeof failures)[number]

/** A store whose n-th call, of those of its index too, fails; all others are what they were. */
export interface FailingOnce {
  readonly store: LedgerStore
  /** How many calls there were. */
  calls(): number
}

export const failingOnce = (store: LedgerStore, at: number, kind: FailureKind): FailingOnce => {
  let calls = 0
  const once =
    <P extends unknown[], A>(call: (...parameters: P) => Answer<A>) =>
    async (...parameters: P): Answer<A> => {
      calls += 1
      if (calls !== at) return call(...parameters)
      if (kind === 'before') return left(unavailable('out of order'))
      if (kind === 'rejecting before') throw new Error('out of order')
      const answer = await call(...parameters)
      if (kind === 'rejecting after') throw new Error('out of order')
      return answer._tag === 'Left' ? answer : left(outcomeUnknown('out of order'))
    }
  const index = store.index ?? memoryIndex()
  return {
    calls: () => calls,
    store: {
      ...store,
      append: once((...call) => store.append(...call)),
      readStream: once((...call) => store.readStream(...call)),
      readAll: once((...call) => store.readAll(...call)),
      body: once((...call) => store.body(...call)),
      forget: once((...call) => store.forget(...call)),
      streams: once((...call) => store.streams(...call)),
      heads: once((...call) => store.heads(...call)),
      index: {
        ...index,
        stand: once((...call) => index.stand(...call)),
        apply: once((...call) => index.apply(...call)),
        get: once((...call) => index.get(...call)),
        find: once((...call) => index.find(...call)),
        count: once((...call) => index.count(...call)),
        clear: once((...call) => index.clear(...call)),
      },
    },
  }
}
