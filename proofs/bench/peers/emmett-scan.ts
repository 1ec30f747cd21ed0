import { join } from 'node:path'

import type { Membership, PartnerProgramEvent } from '@partner-ledger/core'
import { initial } from '@partner-ledger/core/membership'

import type { Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { openEmmett } from './emmett.js'
import { evolveData, streamOf, tell } from './emmett-events.js'

/** Emmett's consumer, from the beginning to the last event, folding each into its membership. */
export const emmettScan = (story: Iterable<string>, events: number): Variant => ({
  name: 'emmett-sqlite, consumer',
  open: async (setting) => {
    const { store, close } = await openEmmett(join(setting.folder, 'emmett.db'), true)
    await tell(store, story)
    let turns = 0
    return {
      turn: async () => {
        turns += 1
        const memberships = new Map<string, Membership>()
        let seen = 0
        const consumer = store.consumer({ pulling: { batchSize: 1000, pullingFrequencyInMs: 1 } })
        consumer.processor({
          processorId: `replay-${turns}`,
          startFrom: 'BEGINNING',
          stopAfter: () => seen === events,
          eachMessage: (message) => {
            seen += 1
            const event = message.data as unknown as PartnerProgramEvent
            const key = streamOf(event)
            memberships.set(key, evolveData(memberships.get(key) ?? initial(event), message))
          },
        })
        const cost = await timed(events, () => consumer.start())
        await consumer.close()
        return cost
      },
      close,
    }
  },
})
