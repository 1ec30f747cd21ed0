import type { StoreUnderTest, Subject } from './subject.js'

/** Where checks get their stores from: a new one for each, or one for all that is emptied in between. */
export interface StoreSource {
  take(): Promise<StoreUnderTest>
  /** Every handle is closed by then. What a check did not pass on is removed, whatever it offers. */
  giveBack(store: StoreUnderTest, passed: boolean): Promise<void>
  /** Removes the store that was emptied last. */
  end(): Promise<void>
}

export const storeSource = (subject: Subject): StoreSource => {
  let emptied: StoreUnderTest | undefined
  return {
    take: async () => {
      const store = emptied ?? (await subject.open())
      emptied = undefined
      return store
    },
    giveBack: async (store, passed) => {
      if (!passed || store.empty === undefined) return store.dispose()
      await store.empty()
      emptied = store
    },
    end: async () => {
      const last = emptied
      emptied = undefined
      await last?.dispose()
    },
  }
}
