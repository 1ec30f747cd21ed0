import { type Answer, type CheckpointStore, left, type MembershipIndex, storeClosed } from '@partner-ledger/core/store'

/** Makes a call of one handle, or answers that the handle is closed. */
export type WhileOpen = <A>(call: () => Answer<A>) => Answer<A>

export const whileOpen =
  (isClosed: () => boolean): WhileOpen =>
  (call) =>
    isClosed() ? Promise.resolve(left(storeClosed)) : call()

/** The log's index as one handle gives it out: with the handle it is closed, and the log keeps it. */
export const logIndex = (index: MembershipIndex, open: WhileOpen): MembershipIndex => ({
  stand: (tenant) => open(() => index.stand(tenant)),
  apply: (tenant, step) => open(() => index.apply(tenant, step)),
  get: (tenant, streams) => open(() => index.get(tenant, streams)),
  find: (tenant, query, after, limit) => open(() => index.find(tenant, query, after, limit)),
  count: (tenant, query, ended) => open(() => index.count(tenant, query, ended)),
  clear: (tenant) => open(() => index.clear(tenant)),
})

/** The log's checkpoints as one handle gives them out: closed with the handle, and kept by the log. */
export const logCheckpoints = (checkpoints: CheckpointStore, open: WhileOpen): CheckpointStore => ({
  get: (place) => open(() => checkpoints.get(place)),
  list: (after, limit) => open(() => checkpoints.list(after, limit)),
  put: (place, expected, checkpoint) => open(() => checkpoints.put(place, expected, checkpoint)),
  delete: (place, expected) => open(() => checkpoints.delete(place, expected)),
})
