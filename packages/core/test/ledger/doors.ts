import type { EventStore } from '@partner-ledger/core/store'

import type { IngestContext } from '../../src/ledger/ingest/ingest-context.js'
import { forgettingRegister } from '../../src/ledger/log/forgetting-register.js'
import { quarantine } from '../../src/ledger/quarantine/quarantine.js'
import { now } from './deliveries.js'

/** The rooms behind `ingest` without a ledger around them, for tests that put a broken part in. */
export const doorOver = (events: EventStore, parts: Partial<IngestContext> = {}): IngestContext => ({
  events,
  forgets: forgettingRegister(events),
  clock: () => now,
  logger: () => {},
  allowedOrgs: undefined,
  unknownEvents: 'quarantine',
  limits: { maxBytes: 262_144, maxDepth: 64, futureSkewMs: 86_400_000 },
  quarantine: quarantine(events, { maxEntries: 100, maxBytes: 1_000_000, maxAgeMs: 1000 }, () => now),
  unkept: { ignored: 0, refused: 0 },
  began: () => () => {},
  kept: () => {},
  ...parts,
})
