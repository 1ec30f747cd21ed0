import type { Delivery, LedgerStore } from '@partner-ledger/core'
import type { Answer, CheckpointedHandler } from '@partner-ledger/core/store'

import type { Following, FollowWith } from './following.js'
import type { HistoryRecord, RunId } from '../record.js'

/** What a store may bring to its histories beside itself. */
export interface Props {
  /** A handler whose effects and checkpoint are one transaction. Without it the handler's effect is what it writes down. */
  readonly projection?: (name: string, run: RunId) => { readonly handle: CheckpointedHandler<Delivery> }
  /** Follows the log in the place of `ledger.subscribe`: a subscriber of one's own, or one that is broken on purpose. */
  readonly follow?: (how: FollowWith) => Following
}

/** Where a part is played. A process that is held up waits in each of these, and one that was killed waits for ever. */
export interface Stage extends Props {
  readonly store: LedgerStore
  readonly pass: <A>(call: () => Answer<A>) => Answer<A>
  readonly note: (record: HistoryRecord) => Promise<void>
}
