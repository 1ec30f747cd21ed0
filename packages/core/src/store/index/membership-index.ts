import type { Position, StreamName, Tenant } from '../event.js'
import type { Answer } from '../answer.js'

/**
 * What can be asked of a membership without folding it, and its folded state as texts that the index never reads. The
 * three ids are its place: no two streams of a tenant have one place, and none ever gets another.
 */
export interface IndexRow {
  readonly stream: StreamName
  readonly loyaltyProgramId: number
  readonly partnerProgramId: number
  readonly customerId: number
  readonly open: boolean
  readonly tier?: number
  /** Personal, as `personal` is: a step that replaces it leaves no copy, journals aside that the store's `forget` empties. */
  readonly membershipNumber?: string
  /** The end of an open term: a day `YYYY-MM-DD`, an instant (ms since epoch), which is the stronger, or both. */
  readonly expiryDate?: string
  readonly expiryInstant?: number
  readonly remindedNotRenewed: boolean
  /** Names `[a-z-]+`, each once. */
  readonly anomalies: readonly string[]
  readonly state: string
  /** What the state is without, since `forget` takes it. Like every text here without NUL and unpaired surrogates. */
  readonly personal?: string
}

/** A point in time as both kinds of expiry see it: an expiry is at or after it by its instant, else by its day. */
export interface ExpiryEdge {
  readonly instant: number
  readonly date: string
}

/** Which rows: those for which everything stated holds. */
export interface IndexQuery {
  readonly customerId?: number
  readonly loyaltyProgramId?: number
  readonly partnerProgramId?: number
  readonly open?: boolean
  readonly tier?: number
  readonly membershipNumber?: string
  readonly remindedNotRenewed?: boolean
  readonly anomaly?: string
  /** Rows with an expiry at or after the edge. */
  readonly expiresFrom?: ExpiryEdge
  /** Rows with an expiry before the edge. */
  readonly expiresBefore?: ExpiryEdge
  /** Rows with an expiry at or after the edge, and those without one. */
  readonly lastsUntil?: ExpiryEdge
}

/** A place in the index's order: loyalty program, partner program, customer, each ascending as a number. */
export type IndexKey = Pick<IndexRow, 'loyaltyProgramId' | 'partnerProgramId' | 'customerId'>

/** What the index stands at: the last position of the tenant's log that is in it, by this version of the fold. */
export interface IndexCheckpoint {
  /** 0: nothing is in it */
  readonly position: Position
  readonly fold: number
}

/** Rows that replace those of their streams and take the index from one position to another. */
export interface IndexStep {
  readonly from: Position
  readonly to: Position
  readonly fold: number
  readonly rows: readonly IndexRow[]
}

/** `behind`: the index does not stand at `from`, or at another version of the fold. Nothing was changed. */
export type IndexOutcome = 'applied' | 'behind'

/** How many rows agree in these. `ended`: open, with an expiry before the edge that was asked for. */
export interface IndexCount {
  readonly loyaltyProgramId: number
  readonly partnerProgramId: number
  readonly open: boolean
  readonly ended: boolean
  readonly tier?: number
  readonly count: number
}

/**
 * Memberships by what they are now, for queries over many. It is derived from the log, may be cleared at any time, and
 * is never the only copy of anything. Several processes may apply to it: a step that is not next is `behind`.
 */
export interface MembershipIndex {
  /** `{ position: 0, fold: 0 }` for a tenant that was never applied or was cleared. */
  stand(tenant: Tenant): Answer<IndexCheckpoint>
  /** All of the step or nothing of it. A cleared index takes a first step from 0 by any version of the fold. */
  apply(tenant: Tenant, step: IndexStep): Answer<IndexOutcome>
  /** The rows of these streams (at most 10,000), in any order; streams without a row are left out. */
  get(tenant: Tenant, streams: readonly StreamName[]): Answer<readonly IndexRow[]>
  /** The first `limit` (1–10,000) matching rows behind `after`, in the index's order. Holds nothing open. */
  find(tenant: Tenant, query: IndexQuery, after: IndexKey | undefined, limit: number): Answer<readonly IndexRow[]>
  /** The matching rows by program, link and tier, in any order. */
  count(tenant: Tenant, query: IndexQuery, ended: ExpiryEdge): Answer<readonly IndexCount[]>
  /** Back to `{ position: 0, fold: 0 }`, without rows. */
  clear(tenant: Tenant): Answer<void>
}
