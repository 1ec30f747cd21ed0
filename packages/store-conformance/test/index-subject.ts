import { type MembershipIndex, memoryIndex } from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'

import type { PartSubject } from '../src/part-conformance.js'

/** A store in memory with this index: an honest one unless it is broken. */
export const subjectOf = (name: string, broken: (index: MembershipIndex) => MembershipIndex): PartSubject => ({
  name,
  open: async () => {
    const log = { ...memoryLog(), index: broken(memoryIndex()) }
    return { handle: async () => memoryStore({ log }), dispose: async () => {} }
  },
})
