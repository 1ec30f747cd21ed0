import type { LedgerStore } from '@partner-ledger/core'
import type { Answer } from '@partner-ledger/core/store'

import type { HistoryRecord } from '../record.js'
import type { SubscriberOptions } from './subscriber-options.js'

/** What a job runs with. In a paused process `request` and `write` wait, in a killed one for ever. */
export interface Environment extends SubscriberOptions {
  readonly store: LedgerStore
  /** Makes a call to the store. */
  readonly request: <A>(call: () => Answer<A>) => Answer<A>
  /** Writes a record into the journal. */
  readonly write: (record: HistoryRecord) => Promise<void>
  /** The records of all processes so far. */
  readonly records: () => readonly HistoryRecord[]
}
