import type {
  Answer,
  CheckpointOutcome,
  CheckpointStep,
  CheckpointStore,
  LedgerStore,
  MembershipIndex,
} from '@partner-ledger/core/store'
import type { Database } from 'better-sqlite3'

import type { BackupOptions } from './upkeep/backup-arguments.js'
import type { VerifyOptions, VerifyReport } from './upkeep/verify.js'

/** `path`: the file, or `:memory:`. */
export interface SqliteStoreOptions {
  readonly path: string
  /** ms since epoch; `Date.now` by default. */
  readonly clock?: (() => number) | undefined
  /** How long to wait for locks of others, in ms; 5,000 by default. Then a call is `Unavailable`, or opening throws. */
  readonly busyMs?: number | undefined
  /**
   * The time in ms in which each call is answered, and `close` ends; 30,000 by default. A call that waits for locks or in the
   * queue until then is `Unavailable` and never runs. The engine runs on the host's thread: a statement is not cut short.
   */
  readonly answerWithin?: number | undefined
  /** How often other processes' appends are looked for while somebody listens, in ms; 100 by default. */
  readonly pollMs?: number | undefined
  /**
   * Whether the file is only read: writes answer `ReadOnly`, and nothing is made or brought to a later version. The folder
   * must be writable all the same, since SQLite shares its -wal and -shm with readers. `false` by default.
   */
  readonly readonly?: boolean | undefined
}

/** An EventStore with its index and its checkpoints in the same file, and with what only a file has. */
export interface SqliteStore extends LedgerStore {
  readonly index: MembershipIndex
  readonly checkpoints: CheckpointStore
  /**
   * Puts a checkpoint together with what `write` writes to tables of the host's in this file, in one transaction. On
   * `conflict` it was not called. Rejects with what `write` threw, and then nothing was written. See `sqliteProjection`.
   */
  putWith(step: CheckpointStep, write: (db: Database) => unknown): Answer<CheckpointOutcome>
  /**
   * Copies the log to a new file while it is written to. The copy has an epoch of its own, in which its checkpoints go
   * on, held by nobody. A plain copy of the file without its -wal loses events.
   */
  backup(path: string, options?: BackupOptions): Answer<void>
  /** Looks at all that is stored and reports what is damaged. It reads by pages, but SQLite's own check blocks. */
  verify(options?: VerifyOptions): Answer<VerifyReport>
  /** `close`, for `await using`. */
  readonly [Symbol.asyncDispose]: () => Promise<void>
}
