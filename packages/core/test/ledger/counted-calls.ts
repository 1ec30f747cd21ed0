import type { LedgerStore, MembershipIndex } from '@partner-ledger/core/store'

type Note = <P extends unknown[], A>(name: string, call: (...parameters: P) => A) => (...parameters: P) => A

const countedIndex = (index: MembershipIndex, note: Note): MembershipIndex => ({
  stand: note('index.stand', index.stand),
  get: note('index.get', index.get),
  apply: note('index.apply', index.apply),
  find: note('index.find', index.find),
  count: note('index.count', index.count),
  clear: note('index.clear', index.clear),
})

/** The store, and the names of its calls as they are made. */
export const countedCalls = (store: LedgerStore): { readonly store: LedgerStore; readonly calls: string[] } => {
  const calls: string[] = []
  const note: Note =
    (name, call) =>
    (...parameters) => {
      calls.push(name)
      return call(...parameters)
    }
  return {
    calls,
    store: {
      ...store,
      append: note('append', store.append),
      readStream: note('readStream', store.readStream),
      readAll: note('readAll', store.readAll),
      streams: note('streams', store.streams),
      heads: note('heads', store.heads),
      body: note('body', store.body),
      forget: note('forget', store.forget),
      ...(store.index === undefined ? {} : { index: countedIndex(store.index, note) }),
    },
  }
}
