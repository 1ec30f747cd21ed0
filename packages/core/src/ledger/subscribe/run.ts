import type { HeldLease } from './lease.js'
import type { Patience } from './patiently.js'
import type { RunEnd } from './work.js'

/** The work of one owner, from taking the lease to its end. */
export interface Run extends Patience {
  readonly epoch: string
  readonly lease: HeldLease
  /** Aborts when what the handler does no longer counts. */
  readonly over: AbortSignal
  /** Ends the run, if nothing has ended it yet. */
  end(how: RunEnd): void
}
