import type { LedgerStore } from '@partner-ledger/core'

import type { Handled } from '../record.js'
import type { ProcessScript } from './forked-process.js'
import type { SubscriberOptions } from './subscriber-options.js'

/** The store that histories are run on. */
export interface HistorySubject {
  readonly name: string
  /** Sets up a new and empty store, which has checkpoints. */
  open(): Promise<StoreInHistory>
}

/** The store of one history. */
export interface StoreInHistory extends SubscriberOptions {
  /** Opens another handle on this store. */
  handle(): Promise<LedgerStore>
  /** Opens it in a process of its own. Without it, every process is simulated in this one, over a handle of its own. */
  readonly process?: ProcessScript | undefined
  /** Returns the rows of the projection's table, in their order. Needed for `exactly-once`. */
  effects?(): Promise<readonly Effect[]>
  /** Tears the store down, after every handle is closed and every process has exited. */
  dispose(): Promise<void>
}

/** A row of the projection's table: the delivery, and the process that made it. */
export type Effect = Omit<Handled, '_tag'>
