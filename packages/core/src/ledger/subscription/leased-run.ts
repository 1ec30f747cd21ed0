import type { HeldLease } from './lease.js'
import type { RetryContext } from './with-retry.js'
import type { RunEnd } from './work.js'

/** The work of one owner, from taking the lease to its end. */
export interface LeasedRun extends RetryContext {
  readonly epoch: string
  readonly lease: HeldLease
  /** Aborts when what the handler does no longer counts. */
  readonly over: AbortSignal
  /** Ends the run, if nothing has ended it yet. */
  end(how: RunEnd): void
}
