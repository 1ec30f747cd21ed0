import type { MembershipKey } from '../membership/key.js'
import type { Membership } from '../membership/membership.js'
import type { Projection } from '../membership/projection.js'
import { standing, type Standing } from '../membership/standing.js'
import type { Answer, Unsubscribe } from '../store/event-store.js'
import { announcer } from './announce.js'
import { elapsed, type Gate, gate } from './gate.js'
import { type HookName, hooks, type Listener } from './hooks.js'
import type { Door } from './door.js'
import { ingestBody } from './ingest.js'
import { type Bodies, ingestBodies, type IngestManyOptions, type IngestSummary } from './ingest-many.js'
import type { At } from './known-at.js'
import { type LedgerOptions, settingsOf } from './options.js'
import { orThrow } from './or-throw.js'
import { quarantine } from './quarantine.js'
import { type QuarantineDesk, quarantineDesk } from './quarantine-desk.js'
import { type LoggedEvent, readLoggedEvents, readMembership } from './read.js'
import type { Receipt } from './receipt.js'
import { replayMemberships, replayProjection } from './replay.js'

/** Webhook bodies in, memberships out. Every call is eager and its answer never rejects; `orThrow` unpacks it. */
export interface Ledger {
  /** Gives one body, as it was received, its right answer; a `Left` means that the same body may be sent again. */
  ingest(body: string | Uint8Array): Answer<Receipt>
  /** The same for many bodies, stored in batches; one bad body stops nobody. */
  ingestMany(bodies: Bodies, options?: IngestManyOptions): Answer<IngestSummary>
  /** What could not be a fact: list, show, redrive, discard. */
  readonly quarantine: QuarantineDesk
  /** The membership as its events tell it, at a point of either time axis; the one of no events where there are none. */
  membership(key: MembershipKey, at?: At): Answer<Membership>
  /** The events of a membership in order of arrival. */
  events(key: MembershipKey, at?: At): Answer<readonly LoggedEvent[]>
  /** Every membership of an organisation, ordered by key. Throws a `LedgerError` where the store fails. */
  eachMembership(of: { readonly orgId: number }): AsyncIterable<Membership>
  /** The host's own fold over an organisation's events, in order of arrival. */
  replay<S>(orgId: number, projection: Projection<S>): Answer<S>
  /** The standing at `now` (ms since epoch; the ledger's clock by default), in the zone of its organisation. */
  standing(membership: Membership, now?: number): Standing
  /** Calls the listener after each receipt of its kind, in this process. Not the guarantee that a subscription is. */
  on<N extends HookName>(name: N, listener: Listener<N>): Unsubscribe
  /** Refuses new calls, settles accepted ones and lets listeners finish. The store stays open. */
  close(options?: { readonly timeoutMs?: number }): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

/** A ledger over this store. Wrong options throw a `LedgerError` with `InvalidOption` at once. */
export const createLedger = (options: LedgerOptions): Ledger => {
  const { events, clock, zoneOf, logger, ...settings } = settingsOf(options)
  const calls = gate()
  const listeners = hooks(logger)
  const reader = { events, logger }
  const announce = announcer(reader, listeners)
  const door: Door = {
    events,
    clock,
    logger,
    allowedOrgs: settings.allowedOrgs,
    unknownEvents: settings.unknownEvents,
    limits: settings.limits,
    quarantine: quarantine(events, settings.quarantine, clock, (kept) => {
      listeners.emit('quarantined', kept)
    }),
    began: announce.begin,
  }

  const close: Ledger['close'] = async ({ timeoutMs = 10_000 } = {}) => {
    const deadline = Date.now() + timeoutMs
    await calls.close(timeoutMs)
    await Promise.race([announce.settled(), elapsed(Math.max(0, deadline - Date.now()))])
  }

  return {
    ingest: (body) => calls.run(() => ingestBody(door, body)),
    ingestMany: (bodies, options = {}) => calls.run(() => ingestBodies(door, bodies, options)),
    quarantine: guardedDesk(calls, quarantineDesk(door)),
    membership: (key, at = {}) => calls.run(() => readMembership(reader, key, at)),
    events: (key, at = {}) => calls.run(() => readLoggedEvents(reader, key, at)),
    replay: (orgId, projection) => calls.run(() => replayProjection(events, orgId, projection)),
    eachMembership: async function* ({ orgId }) {
      yield* await orThrow(calls.run(() => replayMemberships(reader, orgId)))
    },
    standing: (membership, now = clock()) => standing(membership, now, zoneOf(membership.key.orgId)),
    on: listeners.on,
    close,
    [Symbol.asyncDispose]: () => close(),
  }
}

const guardedDesk = (calls: Gate, desk: QuarantineDesk): QuarantineDesk => ({
  list: (options) => calls.run(() => desk.list(options)),
  show: (id) => calls.run(() => desk.show(id)),
  redrive: (id, options) => calls.run(() => desk.redrive(id, options)),
  redriveAll: (options) => calls.run(() => desk.redriveAll(options)),
  discard: (id) => calls.run(() => desk.discard(id)),
})
