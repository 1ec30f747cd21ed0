import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'

import type { Answer } from './answer.js'
import type { Append, Position, StreamName, Tenant, Version } from './event.js'
import type { AppendAnswer } from './outcome.js'
import type { Heads, Page, Seen, Streams } from './page.js'

/**
 * A log of events, kept in streams, for one tenant a call. P1–P16 are its promises; `store-conformance` proves them.
 * It moves records and knows no membership. It does not promise anything across tenants, nor fair waiting.
 * Every call answers within the store's stated time: `Unavailable` where nothing was sent, `OutcomeUnknown` otherwise.
 */
export interface EventStore {
  /**
   * Answers one outcome per Append, in order. Each Append is a transaction of its own, and a later one of the call sees
   * the earlier ones. A `Left` speaks of the whole call: nothing of it was stored, except under `OutcomeUnknown`.
   * With `seen`, the store first compares that stream with what the caller read of it; where epoch, version or id
   * differ, it stores nothing and answers `stale`.
   */
  append(tenant: Tenant, appends: ReadonlyNonEmptyArray<Append>, seen?: Seen): Answer<AppendAnswer>

  /** The stream's events after version `after`, oldest first: at most `limit` (1–10,000), and at most 8 MiB. */
  readStream(tenant: Tenant, stream: StreamName, after: Version, limit: number): Answer<Page>

  /**
   * The log's events after position `after`, oldest first: at most `limit` (1–10,000), and at most 8 MiB. Leaves nothing
   * open. With `parts: 'facts'` a store may leave out personal parts and marks of `forget`.
   */
  readAll(tenant: Tenant, after: Position, limit: number, parts?: 'facts'): Answer<Page>

  /**
   * The streams whose names begin with `prefix` (literal text; `''`: all), after the name `after` (`''`: from the first),
   * in one fixed order of the store's: at most `limit` (1–10,000).
   */
  streams(tenant: Tenant, prefix: string, after: StreamName, limit: number): Answer<Streams>

  /**
   * The last position of each tenant that has an event, after the name `after` by code unit (`''`: from the first): at
   * most `limit` (1–10,000). No snapshot spans tenants.
   */
  heads(after: Tenant, limit: number): Answer<Heads>

  /** The body at this position; `undefined` where none was given, where it was forgotten, and where no event is. */
  body(tenant: Tenant, position: Position): Answer<Uint8Array | undefined>

  /**
   * Removes personal parts and bodies of the stream's events up to version `upTo` that occurred at or before
   * `occurredUntil` (ms since epoch). Facts, versions and positions stay. Repeating it is harmless.
   */
  forget(tenant: Tenant, stream: StreamName, upTo: Version, occurredUntil: number): Answer<void>

  /** Calls `wake` some time after an append to this tenant. A hint: it may come late, twice, or not at all. */
  onAppend(tenant: Tenant, wake: () => void): Unsubscribe

  /** Settles what was accepted, within the store's stated time; later calls answer `StoreClosed`. Idempotent. */
  close(): Promise<void>
}

/** Ends a registration. Idempotent. */
export type Unsubscribe = () => void
