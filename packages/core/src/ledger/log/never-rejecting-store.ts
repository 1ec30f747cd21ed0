import { left } from 'fp-ts/lib/Either.js'

import { outcomeUnknown } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { CheckpointStore } from '../../store/checkpoints/checkpoint-store.js'
import type { EventStore } from '../../store/event-store.js'
import type { MembershipIndex } from '../../store/index/membership-index.js'

/** The store, with an unknown outcome wherever a call rejects or throws, which no store may do. */
export const neverRejectingEvents = (store: EventStore): EventStore => ({
  append: (...call) => settled(() => store.append(...call)),
  readStream: (...call) => settled(() => store.readStream(...call)),
  readAll: (...call) => settled(() => store.readAll(...call)),
  streams: (...call) => settled(() => store.streams(...call)),
  heads: (...call) => settled(() => store.heads(...call)),
  body: (...call) => settled(() => store.body(...call)),
  forget: (...call) => settled(() => store.forget(...call)),
  onAppend: (tenant, wake) => {
    try {
      return store.onAppend(tenant, wake)
    } catch {
      // A hint that never comes; whoever waits for it polls as well.
      return () => {}
    }
  },
  close: () => store.close(),
})

/** The same of an index. */
export const neverRejectingIndex = (index: MembershipIndex): MembershipIndex => ({
  stand: (...call) => settled(() => index.stand(...call)),
  apply: (...call) => settled(() => index.apply(...call)),
  get: (...call) => settled(() => index.get(...call)),
  find: (...call) => settled(() => index.find(...call)),
  count: (...call) => settled(() => index.count(...call)),
  clear: (...call) => settled(() => index.clear(...call)),
})

/** The same of checkpoints. */
export const neverRejectingCheckpoints = (checkpoints: CheckpointStore): CheckpointStore => ({
  get: (...call) => settled(() => checkpoints.get(...call)),
  list: (...call) => settled(() => checkpoints.list(...call)),
  put: (...call) => settled(() => checkpoints.put(...call)),
  delete: (...call) => settled(() => checkpoints.delete(...call)),
})

const settled = async <A>(call: () => Answer<A>): Answer<A> => {
  try {
    return await call()
  } catch {
    return left(outcomeUnknown('the store rejected instead of answering'))
  }
}
