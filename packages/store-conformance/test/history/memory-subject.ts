import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'

import type { HistorySubject } from '../../src/history/history-subject.js'
import type { Props } from '../../src/history/stage.js'

/** Made once a store, then once a handle: what a handle does otherwise than the honest one. */
export type StoreSabotage = () => (honest: LedgerStore) => Partial<LedgerStore>

/** Ledgers of this process over one log: honest, but for what is given. */
export const memorySubject = (props: Props = {}, sabotage: StoreSabotage = () => () => ({})): HistorySubject => ({
  name: 'memoryStore',
  open: async () => {
    const log = memoryLog()
    const broken = sabotage()
    return {
      ...props,
      handle: async () => {
        const honest = memoryStore({ log })
        return { ...honest, ...broken(honest) }
      },
      dispose: async () => {},
    }
  },
})
