import { describe, it } from 'node:test'

import { right } from '@partner-ledger/core/store'

import { memoryLog, memoryStore } from '../../../store-memory/dist/index.js'
import { capabilities, storeConformance } from '../../dist/index.js'

const sabotage = process.argv[2] === 'forgetful' ? { forget: async () => right(undefined) } : {}

storeConformance(
  { describe, it },
  {
    name: 'memoryStore',
    durability: 'none',
    open: async () => {
      const log = memoryLog()
      let clock = Date.now
      return {
        handle: async () => ({ ...memoryStore({ log, clock: () => clock() }), ...sabotage }),
        dispose: async () => {},
        setClock: (now) => (clock = () => now),
      }
    },
    declines: Object.fromEntries(
      capabilities.filter((name) => name !== 'setClock').map((name) => [name, 'nothing outlives the process']),
    ),
  },
)
