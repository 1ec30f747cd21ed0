import {
  createLedger,
  type Ledger,
  type LedgerOptions,
  type LogEntry,
  orThrow,
  type QuarantineEntry,
  type Receipt,
} from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'

import { now } from './deliveries.js'

/** A ledger whose clock stands still, and what it said to the log. */
export const ledgerOver = (
  store: EventStore,
  options: Partial<LedgerOptions> = {},
): { readonly ledger: Ledger; readonly log: readonly LogEntry[] } => {
  const log: LogEntry[] = []
  const ledger = createLedger({ store, clock: () => now, logger: (entry) => log.push(entry), ...options })
  return { ledger, log }
}

/** The receipts of these bodies, one after the other. */
export const ingestAll = async (ledger: Ledger, bodies: Iterable<string | Uint8Array>): Promise<readonly Receipt[]> => {
  const receipts: Receipt[] = []
  for (const body of bodies) receipts.push(await orThrow(ledger.ingest(body)))
  return receipts
}

/** Everything in the quarantine, in its order. */
export const entriesOf = async (ledger: Ledger): Promise<readonly QuarantineEntry[]> =>
  (await orThrow(ledger.quarantine.list({ limit: 10_000 }))).items

/** A receipt in a word: its tag, and the reason of one that is kept apart. */
export const wordFor = (receipt: Receipt): string =>
  receipt._tag === 'Quarantined' ? `${receipt._tag} ${receipt.reason}` : receipt._tag
