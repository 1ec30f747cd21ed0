import type { CheckpointedHandler, LedgerStore } from '@partner-ledger/core/store'

import type { Body } from './body.js'
import type { HistoryRecord, RunId } from './record.js'

/** What a writer is to do: hand over these bodies, some at a time, until each is acknowledged. */
export interface WriterPart {
  readonly role: 'writer'
  readonly run: RunId
  readonly bodies: readonly Body[]
  readonly seed: number
}

/** What a subscriber is to do: work until it is told to stop, or until it has caught up. */
export interface SubscriberPart {
  readonly role: 'subscriber'
  readonly run: RunId
  readonly subscription: string
  readonly until: 'told' | 'caught-up'
  readonly leaseMs: number
  readonly batch: number
  /** One of so many first attempts throws; 0: none. */
  readonly failing: number
  readonly seed: number
}

/** What one process does in a history. It is plain data, so it can be sent. */
export type Part = WriterPart | SubscriberPart

/** What a process has to do its part with. */
export interface Stage {
  readonly store: LedgerStore
  /** Writes down what happened. In a process that is held up, or was killed, it waits. */
  readonly note: (record: HistoryRecord) => Promise<void>
  /** Where the effects are the host's own, in one transaction with the checkpoint. By default the journal is the effect. */
  readonly projection?: (name: string) => CheckpointedHandler<never>
}
