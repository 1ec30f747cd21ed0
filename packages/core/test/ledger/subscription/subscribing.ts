import type { Delivery } from '@partner-ledger/core'
import type { CheckpointStore, EventStore, LedgerStore } from '@partner-ledger/core/store'
import { memoryCheckpoints } from '@partner-ledger/core/store'
import { withHoles } from '@partner-ledger/store-conformance'
import { memoryStore } from '@partner-ledger/store-memory'

import { numbered } from '../deliveries.js'

/** A store in memory with checkpoints that several ledgers, playing several processes, may share. */
export const sharedStore = (
  events: EventStore = memoryStore(),
  checkpoints: CheckpointStore = memoryCheckpoints(),
): LedgerStore => ({ ...events, checkpoints })

/** The same with holes in its positions, which are legal. */
export const sharedStoreWithHoles = (): LedgerStore => sharedStore(withHoles(memoryStore()))

/** What a delivery is known by in these tests. */
export const eventIdOf = (delivery: Delivery): string =>
  delivery._tag === 'changed' ? delivery.event.eventId : delivery._tag

/** Bodies e-from … e-to, in order. */
export const bodies = (from: number, to: number, root: Readonly<Record<string, unknown>> = {}): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => numbered(from + at, root))

export const ids = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `e-${from + at}`)
