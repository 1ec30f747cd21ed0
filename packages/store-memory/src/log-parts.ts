import {
  type Answer,
  type CheckpointStore,
  type IndexState,
  left,
  type MembershipIndex,
  right,
  storeClosed,
  type Tenant,
} from '@partner-ledger/core/store'

import type { MemoryLog } from './memory-log.js'
import { stateOf } from './read-log.js'

/** Makes a call of one handle, or answers that the handle is closed. */
export type WhileOpen = <A>(call: () => Answer<A>) => Answer<A>

export const whileOpen =
  (isClosed: () => boolean): WhileOpen =>
  (call) =>
    isClosed() ? Promise.resolve(left(storeClosed)) : call()

/**
 * The log's index as one handle gives it out: each answer says what the log's head is too, since both are in one memory. It is
 * closed with the handle, and kept by the log.
 */
export const logIndex = (log: MemoryLog, open: WhileOpen): MembershipIndex => {
  const { index } = log
  const besideLog = <A extends IndexState>(tenant: Tenant, call: () => Answer<A>): Answer<A> =>
    open(async () => {
      const answer = await call()
      return answer._tag === 'Left' ? answer : right({ ...answer.right, log: stateOf(log, tenant) })
    })
  return {
    stand: (tenant) => besideLog(tenant, () => index.stand(tenant)),
    apply: (tenant, step) => open(() => index.apply(tenant, step)),
    get: (tenant, streams) => besideLog(tenant, () => index.get(tenant, streams)),
    find: (tenant, query, after, limit) => besideLog(tenant, () => index.find(tenant, query, after, limit)),
    count: (tenant, query, ended) => besideLog(tenant, () => index.count(tenant, query, ended)),
    clear: (tenant) => open(() => index.clear(tenant)),
  }
}

/** The log's checkpoints as one handle gives them out: closed with the handle, and kept by the log. */
export const logCheckpoints = (checkpoints: CheckpointStore, open: WhileOpen): CheckpointStore => ({
  get: (place) => open(() => checkpoints.get(place)),
  list: (after, limit) => open(() => checkpoints.list(after, limit)),
  put: (place, expected, checkpoint) => open(() => checkpoints.put(place, expected, checkpoint)),
  delete: (place, expected) => open(() => checkpoints.delete(place, expected)),
})
