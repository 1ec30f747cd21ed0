import { orThrow } from '@partner-ledger/core'
import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, test } from 'vitest'

import { body, key } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'

const updated = (at: number, isLate: boolean): string =>
  body({
    name: 'partnerProgramUpdated',
    root: { eventId: `e-${at}`, createdAt: 1_700_000_000_000 + (isLate ? -1000 : 1000) * at },
    data: { updateType: 'UPGRADE' },
    details: { partnerTierNumber: at % 5 },
  })

/** The reads of the membership that a subscription to so many of its events makes, and the events that it hands over. */
const readsFor = async (count: number, isLate: boolean): Promise<{ readonly reads: number; readonly late: number }> => {
  let reads = 0
  const memory = memoryStore()
  const store: LedgerStore = {
    ...memory,
    readStream: (...call) => {
      if (call[1].startsWith('membership/')) reads += 1
      return memory.readStream(...call)
    },
  }
  const { ledger } = ledgerOver(store)
  await orThrow(ledger.ingestMany(Array.from({ length: count }, (_, at) => updated(at, isLate))))
  let late = 0
  const subscription = ledger.subscribe({
    name: 's',
    orgId: key.orgId,
    from: 'beginning',
    handle: (delivery) => {
      if (delivery._tag === 'changed' && delivery.late) late += 1
    },
  })
  await subscription.caughtUp()
  await ledger.close()
  return { reads, late }
}

test('Events that come late to one membership read its stream once, however many they are', async () => {
  expect(await readsFor(300, false)).toEqual({ reads: 0, late: 0 })
  expect(await readsFor(30, true)).toEqual({ reads: 1, late: 29 })
  expect(await readsFor(600, true)).toEqual({ reads: 1, late: 599 })
})
