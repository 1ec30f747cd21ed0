import { type CheckpointStore, memoryCheckpoints } from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'

import type { PartSubject } from '../src/part-conformance.js'

type Change = (store: CheckpointStore) => CheckpointStore

/** A store in memory with these checkpoints, honest ones unless they are broken, and a restart that loses nothing. */
export const subjectOf = (
  name: string,
  broken: Change = (store) => store,
  restarted: Change = broken,
): PartSubject => ({
  name,
  open: async () => {
    const honest = memoryCheckpoints()
    let log = { ...memoryLog(), checkpoints: broken(honest) }
    return {
      handle: async () => memoryStore({ log }),
      dispose: async () => {},
      reopen: async () => {
        log = { ...log, checkpoints: restarted(honest) }
      },
    }
  },
})
