import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryCheckpoints } from '@partner-ledger/core/store'

import type { LogEntry } from '../../../src/ledger/logger.js'
import type { SubscriptionWarning } from '../../../src/ledger/subscription/subscription-errors.js'
import { subscriptions, type Subscriptions } from '../../../src/ledger/subscription/subscriptions.js'
import type { Time } from '../../../src/ledger/subscription/time.js'
import type { SubscriptionDeps } from '../../../src/ledger/subscription/work.js'
import { flyingTime } from './flying-time.js'

/** The subscriptions of one process, without a ledger around them: what it said, and with the time of the test. */
export interface Process extends Subscriptions {
  readonly log: LogEntry[]
  readonly troubles: SubscriptionWarning[]
}

let owners = 0

export const processOver = (
  store: LedgerStore,
  time: Time = flyingTime(),
  parts: Partial<SubscriptionDeps> = {},
): Process => {
  const log: LogEntry[] = []
  const troubles: SubscriptionWarning[] = []
  const workshop: SubscriptionDeps = {
    events: store,
    checkpoints: store.checkpoints ?? memoryCheckpoints(),
    logger: (entry) => void log.push(entry),
    time,
    random: () => 0.5,
    newOwner: () => `owner-${(owners += 1)}`,
    pollMs: 1000,
    tell: (trouble) => void troubles.push(trouble),
    ...parts,
  }
  return { ...subscriptions(workshop, store.checkpoints === undefined), log, troubles }
}
