import { orThrow } from '@partner-ledger/core'
import { type MemoryLog, memoryLog, memoryStore } from '@partner-ledger/store-memory'

import { body } from './deliveries.js'
import { ingestAll, ledgerOver } from './ledgers.js'

/** An Updated of one of the members, each a minute after the one before, with the tier it states. */
export const updated = (customerId: number, minute: number, partnerTierNumber: number): string =>
  body({
    name: 'partnerProgramUpdated',
    root: { eventId: `e-${customerId}-${minute}-${partnerTierNumber}`, createdAt: firstAt + minute * 60_000 },
    customer: { customerId },
    details: { partnerTierNumber, partnerTierExpiryDate: `2027-06-${10 + partnerTierNumber}` },
  })

/** An Updated of the member that says nothing of a tier, after all of the others: what was known before it stays. */
export const silentOf = (customerId: number): string =>
  body({
    name: 'partnerProgramUpdated',
    root: { eventId: `silent-${customerId}`, createdAt: firstAt + 3_600_000 },
    customer: { customerId },
    details: { partnerTierNumber: undefined, partnerTierExpiryDate: undefined },
  })

const firstAt = 1_622_457_292_026

/** The members that the logs speak of. */
export const members = [1, 2, 3]

/** As many minutes of events, in which every member is moved between two tiers. */
export const eventsOf = (minutes: number, firstTier: number): readonly string[] =>
  Array.from({ length: minutes }, (_, minute) =>
    updated(members[minute % members.length] ?? 0, minute, firstTier + (minute % 2)),
  )

/** How another process wrote a log anew that had gone back. */
export interface Regrown {
  /** The events that it has in common with the first log. */
  readonly common: number
  /** All of its events. */
  readonly head: number
  readonly sameEpoch: boolean
  /** The events that its index holds; 0: none. */
  readonly indexed: number
}

export const firstHead = 9

/** Every way to grow again: to less, as much, or more; in its own epoch or not; with an index behind, or at the head. */
export const everyRegrown: readonly Regrown[] = [3, 6].flatMap((common) =>
  [common, 7, firstHead, 12].flatMap((head) =>
    [true, false].flatMap((sameEpoch) => [0, common, head].map((indexed) => ({ common, head, sameEpoch, indexed }))),
  ),
)

export const grownLog = async (first: MemoryLog, { common, head, sameEpoch, indexed }: Regrown): Promise<MemoryLog> => {
  const log = sameEpoch ? { ...memoryLog(), epoch: first.epoch } : memoryLog()
  const { ledger } = ledgerOver(memoryStore({ log }))
  const bodies = [...eventsOf(common, 1), ...eventsOf(head, 5).slice(common)]
  await ingestAll(ledger, bodies.slice(0, indexed))
  if (indexed > 0) await orThrow(ledger.memberships({ orgId: 50191 }))
  await ingestAll(ledger, bodies.slice(indexed))
  return log
}
