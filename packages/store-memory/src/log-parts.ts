import { type Answer, left, type MembershipIndex, storeClosed } from '@partner-ledger/core/store'

/** The log's index as one handle gives it out: with the handle it is closed, and the log keeps it. */
export const logIndex = (index: MembershipIndex, isClosed: () => boolean): MembershipIndex => {
  const open = <A>(call: () => Answer<A>): Answer<A> => (isClosed() ? Promise.resolve(left(storeClosed)) : call())
  return {
    stand: (tenant) => open(() => index.stand(tenant)),
    apply: (tenant, step) => open(() => index.apply(tenant, step)),
    get: (tenant, streams) => open(() => index.get(tenant, streams)),
    find: (tenant, query, after, limit) => open(() => index.find(tenant, query, after, limit)),
    count: (tenant, query, ended) => open(() => index.count(tenant, query, ended)),
    clear: (tenant) => open(() => index.clear(tenant)),
  }
}
