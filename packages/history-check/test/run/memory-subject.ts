import type { Delivery } from '@partner-ledger/core'
import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'

import type { Effect, HistorySubject } from '../../src/run/history-subject.js'
import type { SubscriberOptions } from '../../src/run/subscriber-options.js'

/** Called for each store, then for each of its handles: returns the members that are broken. */
export type StoreSabotage = () => (honest: LedgerStore) => Partial<LedgerStore>

/** Simulated processes over one log: honest by default. */
export const memorySubject = (
  options: SubscriberOptions = {},
  sabotage: StoreSabotage = () => () => ({}),
): HistorySubject => ({
  name: 'memoryStore',
  open: async () => {
    const log = memoryLog()
    const broken = sabotage()
    return {
      ...options,
      handle: async () => {
        const honest = memoryStore({ log })
        return { ...honest, ...broken(honest) }
      },
      dispose: async () => {},
    }
  },
})

/** A projection in this process that writes its rows with its checkpoint, or before it. */
export const projectionSubject = (writes: 'together' | 'apart'): HistorySubject => ({
  name: 'memoryStore with a projection',
  open: async () => {
    const log = memoryLog()
    const { checkpoints } = memoryStore({ log })
    const rows: Effect[] = []
    const projection: SubscriberOptions['projection'] = (_, process) => ({
      handle: {
        commit: async (deliveries, { place, expected, checkpoint }) => {
          const own = deliveries.map((delivery) => ({ process, ...positionOf(delivery) }))
          if (writes === 'apart') rows.push(...own)
          const answer = await checkpoints.put(place, expected, checkpoint)
          if (writes === 'together' && answer._tag === 'Right' && answer.right._tag === 'put') rows.push(...own)
          return answer
        },
      },
    })
    return {
      projection,
      effects: async () => rows,
      handle: async () => memoryStore({ log }),
      dispose: async () => {},
    }
  },
})

const positionOf = (delivery: Delivery): Omit<Effect, 'process'> => ({
  tenant: String(delivery.orgId),
  position: delivery.position,
  id: delivery._tag === 'changed' ? delivery.event.eventId : delivery._tag,
})
