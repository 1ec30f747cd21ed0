import type { EventStore } from '@partner-ledger/core/store'

import { ingestCounters } from '../../src/ledger/ingest/ingest-counters.js'
import type { ForgetContext } from '../../src/ledger/forget/forget.js'
import { forgettingRegister } from '../../src/ledger/log/forgetting-register.js'
import { bodyKeeper } from '../../src/ledger/quarantine/keep-body.js'
import { quarantineLog } from '../../src/ledger/quarantine/quarantine-log.js'
import { now } from './deliveries.js'

const limits = { maxEntries: 100, maxBytes: 1_000_000, maxUnknownEntries: 100, maxUnknownBytes: 1_000_000 }

/** What `ingest` works with, without a ledger around it, for tests that put a broken part in. */
export const contextOver = (events: EventStore, parts: Partial<ForgetContext> = {}): ForgetContext => {
  const forgets = parts.forgets ?? forgettingRegister(events)
  const clock = (): number => now
  const log = quarantineLog(events, clock, forgets.watch)
  const keeper = bodyKeeper(log, { limits, clock, logger: () => {}, onDiscarded: () => {} })
  return {
    events,
    forgets,
    clock,
    logger: () => {},
    allowedOrgs: undefined,
    unknownEvents: 'quarantine',
    limits: { maxBytes: 262_144, maxDepth: 64, futureSkewMs: 86_400_000 },
    quarantine: { ...log, ...keeper },
    counters: ingestCounters(() => {}),
    onAppendStart: () => () => {},
    onHead: () => {},
    onRecorded: () => {},
    onQuarantined: () => {},
    advanceIndex: () => Promise.resolve({ _tag: 'Right', right: 0 }),
    ...parts,
  }
}
