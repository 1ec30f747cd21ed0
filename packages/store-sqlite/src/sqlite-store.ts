import type { Answer, LedgerStore, MembershipIndex } from '@partner-ledger/core/store'

import type { BackupOptions } from './backup.js'
import type { VerifyOptions, VerifyReport } from './verify.js'

/** `path`: the file, or `:memory:`. */
export interface SqliteStoreOptions {
  readonly path: string
  /** ms since epoch; `Date.now` by default. */
  readonly clock?: () => number
  /** How long a call waits for locks of others before it answers `Unavailable`, in ms; 5,000 by default. */
  readonly busyMs?: number
  /** How often other processes' appends are looked for while somebody listens, in ms; 100 by default. */
  readonly pollMs?: number
}

/** An EventStore with its index in the same file, and with what only a file has. */
export interface SqliteStore extends LedgerStore {
  readonly index: MembershipIndex
  /**
   * Copies the log to a new file while it is written to; the copy has an epoch of its own. A plain copy of the file
   * without its -wal loses events.
   */
  backup(path: string, options?: BackupOptions): Answer<void>
  /** Looks at all that is stored and reports what is damaged. It reads by pages, but SQLite's own check blocks. */
  verify(options?: VerifyOptions): Answer<VerifyReport>
}
