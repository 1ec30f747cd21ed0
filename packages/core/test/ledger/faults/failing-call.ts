import type { Answer, LedgerStore, StoreError } from '@partner-ledger/core/store'
import { left } from '@partner-ledger/core/store'

/** A store of which one call is answered with an error once it is armed, checkpoints included. */
export interface FailingCall {
  readonly store: LedgerStore
  /** Lets the n-th call from now fail, counted from 1, and counts anew; `undefined`: none. */
  arm(at: number | undefined): void
  /** How many calls there were since. */
  calls(): number
}

export const failingCall = (store: LedgerStore, error: StoreError): FailingCall => {
  let calls = 0
  let failing: number | undefined
  const asked =
    <P extends unknown[], A>(call: (...parameters: P) => Answer<A>) =>
    (...parameters: P): Answer<A> => {
      calls += 1
      return calls === failing ? Promise.resolve(left(error)) : call(...parameters)
    }
  const { checkpoints } = store
  if (checkpoints === undefined) throw new Error('a store with checkpoints')
  return {
    calls: () => calls,
    arm: (at) => {
      calls = 0
      failing = at
    },
    store: {
      ...store,
      append: asked((...call) => store.append(...call)),
      readStream: asked((...call) => store.readStream(...call)),
      readAll: asked((...call) => store.readAll(...call)),
      streams: asked((...call) => store.streams(...call)),
      heads: asked((...call) => store.heads(...call)),
      checkpoints: {
        ...checkpoints,
        get: asked((...call) => checkpoints.get(...call)),
        list: asked((...call) => checkpoints.list(...call)),
        put: asked((...call) => checkpoints.put(...call)),
      },
    },
  }
}
