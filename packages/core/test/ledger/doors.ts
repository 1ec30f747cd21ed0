import type { EventStore } from '@partner-ledger/core/store'

import type { Door } from '../../src/ledger/ingest/door.js'
import { forgets } from '../../src/ledger/forget/forgets.js'
import { quarantine } from '../../src/ledger/quarantine/quarantine.js'
import { now } from './deliveries.js'

/** The rooms behind `ingest` without a ledger around them, for tests that put a broken part in. */
export const doorOver = (events: EventStore, parts: Partial<Door> = {}): Door => ({
  events,
  forgets: forgets(events),
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
