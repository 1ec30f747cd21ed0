import type { Tenant } from '../../store/event.js'
import type { MembershipCache } from '../change/membership-cache.js'
import type { IsForgotten } from '../log/forgetting-register.js'
import type { HeldLease } from './lease.js'
import type { RunEnd } from './subscription-context.js'
import type { TenantCheckpoint } from './tenant-checkpoint.js'
import type { RetryContext } from './with-retry.js'

export interface ForgottenAsOf {
  readonly readAt: number
  /** Counts forgettings of this process from the answer of `forget` on. */
  readonly isForgotten: IsForgotten
}

/** The work of one owner, from taking the lease to its end. */
export interface LeasedRun extends RetryContext {
  readonly lease: HeldLease
  /** The organisations that this run reads. */
  readonly checkpoints: Map<Tenant, TenantCheckpoint>
  /** Memberships along the log; nothing of a person who is known to be forgotten. */
  readonly memberships: MembershipCache
  /** How many forgettings became known during the run. */
  readonly forgettings: () => number
  /** Who is forgotten in each organisation, and when that was read last, by `Time.elapsed`. */
  readonly forgotten: Map<Tenant, ForgottenAsOf>
  /** Aborts when what the handler does no longer counts. */
  readonly handlerSignal: AbortSignal
  /** Ends the run, if nothing has ended it yet. */
  end(how: RunEnd): void
}
