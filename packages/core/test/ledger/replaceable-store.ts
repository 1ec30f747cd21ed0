import type { LedgerStore } from '@partner-ledger/core/store'
import { type MemoryLog, memoryStore } from '@partner-ledger/store-memory'

/** A store whose log is put in place of another one under its ledgers, as a failover or a restore does it. */
export interface ReplaceableStore {
  readonly store: LedgerStore
  replaceBy(log: MemoryLog): void
}

export const replaceableStore = (first: MemoryLog): ReplaceableStore => {
  let current = memoryStore({ log: first })
  return {
    replaceBy: (log) => void (current = memoryStore({ log })),
    store: {
      append: (...call) => current.append(...call),
      readStream: (...call) => current.readStream(...call),
      readAll: (...call) => current.readAll(...call),
      streams: (...call) => current.streams(...call),
      heads: (...call) => current.heads(...call),
      body: (...call) => current.body(...call),
      forget: (...call) => current.forget(...call),
      onAppend: (...call) => current.onAppend(...call),
      close: () => current.close(),
      index: {
        stand: (...call) => current.index.stand(...call),
        apply: (...call) => current.index.apply(...call),
        get: (...call) => current.index.get(...call),
        find: (...call) => current.index.find(...call),
        count: (...call) => current.index.count(...call),
        clear: (...call) => current.index.clear(...call),
      },
    },
  }
}
