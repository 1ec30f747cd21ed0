import type { LogEntry, SubscriptionWarning } from '@partner-ledger/core'
import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryCheckpoints } from '@partner-ledger/core/store'

import { forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import type { SubscriptionDeps } from '../../../src/ledger/subscription/subscription-context.js'
import { subscriptions, type Subscriptions } from '../../../src/ledger/subscription/subscriptions.js'
import type { Time } from '../../../src/ledger/subscription/time.js'
import { flyingTime } from './flying-time.js'

/** The subscriptions of one process, without a ledger around them, in the time of the test. */
export interface Process extends Subscriptions {
  readonly log: LogEntry[]
  readonly warnings: SubscriptionWarning[]
}

let owners = 0

export const processOver = (
  store: LedgerStore,
  time: Time = flyingTime(),
  parts: Partial<SubscriptionDeps> = {},
): Process => {
  const log: LogEntry[] = []
  const warnings: SubscriptionWarning[] = []
  const deps: Omit<SubscriptionDeps, 'heads'> = {
    events: store,
    checkpoints: store.checkpoints ?? memoryCheckpoints(),
    forgets: forgettingRegister(store),
    logger: (entry) => void log.push(entry),
    time,
    random: () => 0.5,
    newOwner: () => `owner-${(owners += 1)}`,
    pollMs: 1000,
    onWarning: (warning) => void warnings.push(warning),
    ...parts,
  }
  return { ...subscriptions(deps, store.checkpoints === undefined), log, warnings }
}
