import type { Either } from 'fp-ts/lib/Either.js'

import type { ProjectionFailed } from '../failure/projection-failed.js'
import type { IngestSummary, SourceFailed } from '../failure/source-failed.js'
import type { StoreError } from '../failure/store-error.js'
import type { MembershipKey } from '../membership/key.js'
import type { Membership } from '../membership/membership.js'
import type { Projection } from '../membership/projection.js'
import type { Standing } from '../membership/standing.js'
import type { MembershipField } from '../membership/timeline.js'
import type { Answer } from '../store/answer.js'
import type { Position } from '../store/event.js'
import type { Unsubscribe } from '../store/event-store.js'
import type { ExpireOptions, ExpirySummary } from './expiry/expire-due.js'
import type { WatchOptions } from './expiry/watch-expiry.js'
import type { ForgetOptions, ForgetReceipt } from './forget/forget.js'
import type { ForgottenPerson } from './forget/list-forgotten.js'
import type { Person } from './forget/person.js'
import type { Listener } from './hooks/hook.js'
import type { HookName } from './hooks/hook-name.js'
import type { ListenOptions } from './hooks/hooks.js'
import type { WebhookBodies } from './ingest/body-groups.js'
import type { IngestOptions } from './ingest/ingest.js'
import type { IngestCounters } from './ingest/ingest-counters.js'
import type { IngestManyOptions } from './ingest/ingest-many.js'
import type { Quarantine } from './ingest/quarantine.js'
import type { Receipt } from './ingest/receipt.js'
import type { MembershipCount } from './query/membership-counts.js'
import type { MembershipQuery } from './query/membership-query.js'
import type { MembershipPage, PageOptions, QueryOptions } from './query/memberships.js'
import type { HistoryEntry, MembershipHistory } from './read/history.js'
import type { AsOf } from './read/known-at.js'
import type { StoredEvent } from './read/read.js'
import type { ReplayOptions } from './read/replay.js'
import type { RedecodeOptions, RedecodeScope } from './redecode/redecode.js'
import type { RedecodePlan } from './redecode/redecode-plan.js'
import type { KnownSubscription } from './subscription/known-subscriptions.js'
import type { ResetError, ResetOptions } from './subscription/reset.js'
import type { Subscription } from './subscription/subscription.js'
import type { IndexReport } from './query/verify-index.js'
import type { SubscriptionOptions } from './subscription/subscription-options.js'

/** Webhook bodies in, memberships out. Every call is eager and its answer never rejects; `orThrow` unpacks it. */
export interface Ledger {
  /** Gives one body, as it was received, its right answer; a `Left` means that the same body may be sent again. */
  ingest(body: string | Uint8Array, options?: IngestOptions): Answer<Receipt>
  /** The same for many bodies, stored in batches; one bad body stops nobody. */
  ingestMany(
    bodies: WebhookBodies,
    options?: IngestManyOptions,
  ): Promise<Either<StoreError | SourceFailed, IngestSummary>>
  /** Counts of bodies since this ledger was made: ignored, refused, discarded by age, and unknown events by name. */
  ingestCounters(): IngestCounters
  /** Bodies that could not be facts: list, show, redrive, discard. */
  readonly quarantine: Quarantine
  /** The membership as its events tell it, at a point of either time axis; the one of no events where there are none. */
  membership(key: MembershipKey, at?: AsOf): Answer<Membership>
  /** The events of a membership in order of arrival. */
  events(key: MembershipKey, at?: AsOf): Answer<readonly StoredEvent[]>
  /** How the membership came to be what it is: its events in event order, each with what it changed. */
  timeline(key: MembershipKey, at?: AsOf): Answer<MembershipHistory>
  /** The events that made this field what it is, in event order, with before and after: what support staff ask. */
  explain(key: MembershipKey, field: MembershipField, at?: AsOf): Answer<readonly HistoryEntry[]>
  /** The organisations that have an event, ascending. */
  organisations(): Answer<readonly number[]>
  /** The memberships that answer the query, as of the head of the log, by key and in pages. */
  memberships(query: MembershipQuery, options?: PageOptions): Answer<MembershipPage>
  /** All of them, read page by page. Throws a `LedgerError` where the store fails. */
  eachMembership(query: MembershipQuery): AsyncIterable<Membership>
  /** How many they are, by program, link and tier. */
  count(query: MembershipQuery, options?: QueryOptions): Answer<readonly MembershipCount[]>
  /** Brings the index of an organisation to the head of the log, however long it takes; queries do so by themselves. */
  catchUp(orgId: number, options?: Pick<QueryOptions, 'onProgress'>): Answer<Position>
  /**
   * Compares the index of an organisation with a fold of the log, membership by membership. It reads all of the log; the
   * index of a store is cleared, and built anew by the next query, where it is wrong: `store.index.clear`.
   */
  verifyIndex(orgId: number): Answer<IndexReport>
  /** The host's own fold over an organisation's events, in order of arrival. */
  replay<S>(
    orgId: number,
    projection: Projection<S>,
    options?: ReplayOptions,
  ): Promise<Either<StoreError | ProjectionFailed, S>>
  /** Removes a person's contact values, membership number and bodies; facts and links stay. Repeat it after a crash. */
  forget(person: Person, options?: ForgetOptions): Answer<ForgetReceipt>
  /**
   * Decodes kept bodies anew, and plans a correction for each event that is read otherwise now; with `apply: true` it records
   * them. Corrections are records of the log: what was known before them answers as before. Repeating it adds nothing.
   */
  redecode(scope: RedecodeScope, options?: RedecodeOptions): Answer<RedecodePlan>
  /** Every forgetting so far, oldest first: what to repeat after a restore. */
  forgotten(of: { readonly orgId: number }): Answer<readonly ForgottenPerson[]>
  /** The standing at `now` (ms since epoch; the ledger's clock by default), in the zone of its organisation. */
  standing(membership: Membership, now?: number): Standing
  /** Hands over what was and what will be recorded, at least once and in order, with a checkpoint that is kept. */
  subscribe(options: SubscriptionOptions): Subscription
  /** Every subscription of which the store keeps a checkpoint, and how far it has come. */
  subscriptions(): Answer<readonly KnownSubscription[]>
  /** Puts a subscription elsewhere in the log that nobody works on now: back to the beginning, or on after a restore. */
  resetSubscription(options: ResetOptions): Promise<Either<ResetError, void>>
  /**
   * Records a notice for each membership that has expired at `now` (ms since epoch; the ledger's clock by default): once
   * for each end, by whichever process comes first. Another zone ends a day at another instant, which is another notice.
   */
  expireDue(now?: number, options?: ExpireOptions): Answer<ExpirySummary>
  /**
   * Does so by the ledger's clock now and `every` so many ms, until what it answers is called, the signal is aborted or
   * the ledger closes. Its timer keeps no process alive. What fails goes to `error`, and the next turn does it.
   */
  watchExpiry(options: WatchOptions): Unsubscribe
  /**
   * Calls the listener after each receipt of its kind, in this process. Not the guarantee that a subscription is. Throws a
   * `LedgerError`: `TooManyListeners`, `InvalidArgument`, and `StoreClosed` once the ledger is closed.
   */
  on<N extends HookName>(name: N, listener: Listener<N>, options?: ListenOptions): Unsubscribe
  /** The same for the next time only. */
  once<N extends HookName>(name: N, listener: Listener<N>, options?: ListenOptions): Unsubscribe
  /** Ends every listening of this function to this name. */
  off<N extends HookName>(name: N, listener: Listener<N>): void
  /**
   * Refuses new calls, settles accepted ones, stops timers and subscriptions, and lets handlers and listeners finish, for
   * up to `timeoutMs` (10,000).
   * The store stays open. A listener that awaits it waits for itself, until the time is up.
   */
  close(options?: { readonly timeoutMs?: number | undefined }): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}
