import type { NonEmptyArray } from 'fp-ts/lib/NonEmptyArray.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'

import type { Answer } from './answer.js'
import type { Append, Position, RecordedEvent, StreamName, Tenant, Version } from './event.js'
import type { Outcome } from './outcome.js'

/**
 * A log of events, kept in streams, for one tenant a call. P1–P14 are its promises; `store-conformance` proves them.
 * It moves records and knows no membership. It does not promise anything across tenants, nor fair waiting.
 */
export interface EventStore {
  /** Names this incarnation of the log: another one after a restore, the same one after a restart. */
  epoch(): Answer<string>

  /**
   * Answers an outcome for each Append, in order. Each Append is a transaction of its own, and a later one of the call
   * sees the earlier ones. A `Left` speaks of the whole call: nothing of it was stored, except under `OutcomeUnknown`.
   */
  append(tenant: Tenant, appends: ReadonlyNonEmptyArray<Append>): Answer<NonEmptyArray<Outcome>>

  /** The stream's events behind version `after`, oldest first: `limit` (1–10,000) of them, fewer only at the end. */
  readStream(tenant: Tenant, stream: StreamName, after: Version, limit: number): Answer<readonly RecordedEvent[]>

  /**
   * The log's events behind position `after`, oldest first: `limit` of them, fewer only at the end. Holds nothing open.
   * With `parts: 'facts'` nobody will look at personal parts and marks of `forget`: a store may leave them out.
   */
  readAll(tenant: Tenant, after: Position, limit: number, parts?: 'facts'): Answer<readonly RecordedEvent[]>

  /** The body at this position; `undefined` where none was given, where it was forgotten, and where no event is. */
  body(tenant: Tenant, position: Position): Answer<Uint8Array | undefined>

  /**
   * Removes personal parts and bodies of the stream's events up to version `upTo` that occurred at or before
   * `occurredUntil` (ms since epoch). Facts, versions and positions stay. Repeating it is harmless.
   */
  forget(tenant: Tenant, stream: StreamName, upTo: Version, occurredUntil: number): Answer<void>

  /** The position of the tenant's last event; 0: nothing yet. */
  head(tenant: Tenant): Answer<Position>

  /** Tenants that have an event, behind the name `after` by code unit (`''`: from the first), at most `limit`. */
  tenants(after: Tenant, limit: number): Answer<readonly Tenant[]>

  /** Calls `wake` some time after an append to this tenant. A hint: it may come late, twice, or not at all. */
  onAppend(tenant: Tenant, wake: () => void): Unsubscribe

  /** Settles what was accepted; afterwards every call answers `StoreClosed`. Idempotent. */
  close(): Promise<void>
}

/** Ends what it was given for. Idempotent. */
export type Unsubscribe = () => void
