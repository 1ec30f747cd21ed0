import { join } from 'node:path'

import { createLedger, type Ledger, LedgerError, orThrow } from '@partner-ledger/core'
import { type SqliteStore, sqliteStore } from '@partner-ledger/store-sqlite'

/** A ledger over a durable file, as a host has it. */
export interface LedgerFile {
  readonly path: string
  readonly store: SqliteStore
  readonly ledger: Ledger
  close(): Promise<void>
}

export const openLedgerFile = (folder: string, clock = Date.now): LedgerFile => {
  const path = join(folder, 'ledger.db')
  const store = sqliteStore({ path })
  const ledger = createLedger({ store, clock })
  return {
    path,
    store,
    ledger,
    close: async () => {
      await ledger.close()
      await store.close()
    },
  }
}

/** Ingests the bodies one after the other, and throws unless every one of them becomes a new fact. */
export const ingestEach = async (ledger: Ledger, bodies: readonly string[]): Promise<void> => {
  for (const body of bodies) {
    const { _tag } = await orThrow(ledger.ingest(body))
    if (_tag !== 'Recorded') throw new Error(`a delivery of the bench was ${_tag}`)
  }
}

/** Fills a ledger in batches, as fast as it goes. */
export const fill = async (
  ledger: Ledger,
  bodies: Iterable<string>,
  onProgress: (bodies: number) => void,
): Promise<void> => {
  const filled = await ledger.ingestMany(bodies, { onProgress: (summary) => onProgress(summary.bodies) })
  if (filled._tag === 'Left') throw new LedgerError(filled.left)
}
