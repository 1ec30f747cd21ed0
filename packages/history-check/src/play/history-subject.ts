import type { LedgerStore } from '@partner-ledger/core'

import type { PlayerScript } from './forked-player.js'
import type { Handled } from '../record.js'
import type { Props } from './stage.js'

/** A store as histories are told of it. */
export interface HistorySubject {
  readonly name: string
  /** A new and empty store, which keeps checkpoints. */
  open(): Promise<StoreInHistory>
}

/** One store that a history is made on. */
export interface StoreInHistory extends Props {
  /** Another handle on this same store. */
  handle(): Promise<LedgerStore>
  /** How a process of its own opens it. Without this all is played in this process, over handles that are cut off. */
  readonly process?: PlayerScript
  /** Exactly once: what the projection's own table holds, in the order of its rows. */
  effects?(): Promise<readonly Effect[]>
  /** Removes the store. Every handle is closed by then, and every process gone. */
  dispose(): Promise<void>
}

/** A row of a projection's table, and under which name it was made. */
export type Effect = Omit<Handled, '_tag'>
