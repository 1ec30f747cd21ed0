import type { EventStore } from '@partner-ledger/core/store'

/** The store, and the names of its calls as they are made. */
export const countedCalls = (store: EventStore): { readonly store: EventStore; readonly calls: string[] } => {
  const calls: string[] = []
  const note = <P extends unknown[], A>(name: string, call: (...parameters: P) => A): ((...parameters: P) => A) => {
    return (...parameters) => {
      calls.push(name)
      return call(...parameters)
    }
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
    },
  }
}
