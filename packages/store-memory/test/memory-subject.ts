import type { Subject } from '@partner-ledger/store-conformance'

import { memoryLog } from '../src/memory-log.js'
import { memoryStore } from '../src/memory-store.js'

const gone = 'nothing outlives the process'

/** The memory store as it is described to the conformance kit. */
export const memorySubject: Subject = {
  name: 'memoryStore',
  durability: 'none',
  open: async () => {
    const log = memoryLog()
    let clock = Date.now
    return {
      handle: async () => memoryStore({ log, clock: () => clock() }),
      dispose: async () => {},
      setClock: (now) => {
        clock = () => now
      },
    }
  },
  declines: {
    reopen: gone,
    durabilityInForce: 'it declares none, and there is nothing to configure',
    bytesAtRest: gone,
    startWriter: gone,
    damage: 'nothing but the store itself reaches its memory',
    damageIndex: 'nothing but the store itself reaches its memory',
    damageCheckpoint: 'nothing but the store itself reaches its memory',
    fillUp: 'it has no limit of its own',
    forbidWrites: 'it can always be written to',
    block: 'it answers at once',
    loseAnswers: 'no answer crosses a wire',
    misconfigure: 'there is nothing to set up',
    anotherProcess: 'it lives in one process',
  },
}
