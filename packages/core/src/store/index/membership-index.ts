import type { Answer } from '../answer.js'
import type { StreamName, Tenant } from '../event.js'
import type { LogMark, LogState } from '../page.js'

/**
 * What queries need of a membership without folding it, and its folded state as texts that the index never reads. The
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
  /** `HH:mm:ss` of that day in the organisation's zone; absent: the whole day. */
  readonly expiryTime?: string
  readonly expiryInstant?: number
  /** Whether the open term ends at a time that nobody stated; the row has no expiry then. */
  readonly endUnknown: boolean
  readonly remindedNotRenewed: boolean
  /** Names `[a-z-]+`, each once. */
  readonly anomalies: readonly string[]
  readonly state: string
  /** What the state is without, since `forget` takes it. Like every text here without NUL and unpaired surrogates. */
  readonly personal?: string
}

/**
 * A point in time as each kind of expiry sees it: an expiry is at or after it by its instant; otherwise by its day and
 * time of day; otherwise by its day.
 */
export interface ExpiryEdge {
  /** ms since epoch */
  readonly instant: number
  /** `YYYY-MM-DD` in the organisation's zone at that instant */
  readonly date: string
  /** `HH:mm:ss` of that day */
  readonly time: string
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
  readonly endUnknown?: boolean
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

/** What is in the index: the tenant's log up to this mark, by this version of the fold. */
export interface IndexCheckpoint extends LogMark {
  /** 0: the index is empty */
  readonly foldVersion: number
}

/** Rows that replace those of their streams and take the index from one mark of the log to a later one. */
export interface IndexStep {
  readonly from: LogMark
  readonly to: LogMark
  readonly foldVersion: number
  readonly rows: readonly IndexRow[]
}

/** What a query answers beside its rows, of the same snapshot. */
export interface IndexState {
  readonly stand: IndexCheckpoint
  /** The log's head, where log and index are one database. */
  readonly log?: LogState
}

/** Rows in the index's order. */
export interface IndexRows extends IndexState {
  readonly rows: readonly IndexRow[]
}

/** Counts in any order. */
export interface IndexCounts extends IndexState {
  readonly counts: readonly IndexCount[]
}

/** `behind`: the index does not stand at `from`, or at another version of the fold. Nothing was changed. */
export type IndexOutcome = 'applied' | 'behind'

/** How many rows agree in these. `ended`: open, with an expiry before the edge of the query. */
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
  /** What is in the index. An empty one stands at position 0 with `foldVersion` 0, and its epoch is of no meaning. */
  stand(tenant: Tenant): Answer<IndexState>
  /**
   * All of the step or nothing of it: `behind` where the index does not stand at `from` (epoch, position and id) or not
   * at this version of the fold. An empty index takes a first step from position 0 by any version of the fold.
   */
  apply(tenant: Tenant, step: IndexStep): Answer<IndexOutcome>
  /** The rows of these streams (at most 10,000), in any order; streams without a row are left out. */
  get(tenant: Tenant, streams: readonly StreamName[]): Answer<IndexRows>
  /** The first `limit` (1–10,000) matching rows after `after`, in the index's order. Leaves nothing open. */
  find(tenant: Tenant, query: IndexQuery, after: IndexKey | undefined, limit: number): Answer<IndexRows>
  /** The matching rows by program, link and tier. */
  count(tenant: Tenant, query: IndexQuery, ended: ExpiryEdge): Answer<IndexCounts>
  /** Empties the tenant's index. */
  clear(tenant: Tenant): Answer<void>
}

/** The stand of an empty index. */
export const emptyIndex: IndexCheckpoint = Object.freeze({ epoch: '', position: 0, foldVersion: 0 })
