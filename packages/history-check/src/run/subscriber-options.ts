import type { Delivery } from '@partner-ledger/core'
import type { CheckpointedHandler } from '@partner-ledger/core/store'

import type { ProcessId } from '../record.js'
import type { RunningSubscription, SubscribeContext } from './subscribe.js'

/** How the subscribers of a history subscribe. By default they call `ledger.subscribe` with a plain handler. */
export interface SubscriberOptions {
  /** Returns a handler whose effects and checkpoint are one transaction, for a subscription and one of its processes. */
  readonly projection?:
    | ((name: string, process: ProcessId) => { readonly handle: CheckpointedHandler<Delivery> })
    | undefined
  /** Replaces `ledger.subscribe` by a subscriber of your own, or by one that is broken on purpose. */
  readonly subscribe?: ((context: SubscribeContext) => RunningSubscription) | undefined
}
