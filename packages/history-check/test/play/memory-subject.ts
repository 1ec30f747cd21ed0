import type { Delivery } from '@partner-ledger/core'
import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'

import type { Effect, HistorySubject } from '../../src/play/history-subject.js'
import type { Props } from '../../src/play/stage.js'

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

/** A projection of this process: what it keeps and its checkpoint change together, or not where it keeps them apart. */
export const projectionSubject = (keeps: 'together' | 'apart'): HistorySubject => ({
  name: 'memoryStore with a projection',
  open: async () => {
    const log = memoryLog()
    const { checkpoints } = memoryStore({ log })
    const rows: Effect[] = []
    const projection: Props['projection'] = (_, run) => ({
      handle: {
        commit: async (deliveries, { place, expected, checkpoint }) => {
          const own = deliveries.map((delivery) => ({ run, ...placeOf(delivery) }))
          if (keeps === 'apart') rows.push(...own)
          const answer = await checkpoints.put(place, expected, checkpoint)
          if (keeps === 'together' && answer._tag === 'Right' && answer.right._tag === 'put') rows.push(...own)
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

const placeOf = (delivery: Delivery): Omit<Effect, 'run'> => ({
  tenant: String(delivery.orgId),
  position: delivery.position,
  id: delivery._tag === 'changed' ? delivery.event.eventId : delivery._tag,
})
