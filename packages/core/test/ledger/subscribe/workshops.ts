import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryCheckpoints } from '@partner-ledger/core/store'

import type { LogEntry } from '../../../src/ledger/logger.js'
import type { SubscriptionTrouble } from '../../../src/ledger/subscribe/subscription-errors.js'
import { subscriptions, type Subscriptions } from '../../../src/ledger/subscribe/subscriptions.js'
import type { Time } from '../../../src/ledger/subscribe/time.js'
import type { Means } from '../../../src/ledger/subscribe/work.js'
import { flyingTime } from './flying-time.js'

/** The subscriptions of one process, without a ledger around them: what it said, and with the time of the test. */
export interface Process extends Subscriptions {
  readonly log: LogEntry[]
  readonly troubles: SubscriptionTrouble[]
}

let owners = 0

export const processOver = (store: LedgerStore, time: Time = flyingTime(), parts: Partial<Means> = {}): Process => {
  const log: LogEntry[] = []
  const troubles: SubscriptionTrouble[] = []
  const workshop: Means = {
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
