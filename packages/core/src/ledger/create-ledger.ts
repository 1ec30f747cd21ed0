import { standing } from '../membership/standing.js'
import type { Answer } from '../store/answer.js'
import { memoryCheckpoints } from '../store/checkpoints/memory-checkpoints.js'
import { hookDispatcher } from './hooks/hook-dispatcher.js'
import { closeAll } from './close.js'
import { expiryDesk } from './expiry/expiry-desk.js'
import { forgetPerson, type ForgetOptions, type ForgetReceipt, type Person } from './forget/forget.js'
import { forgettingRegister } from './log/forgetting-register.js'
import { readForgotten } from './log/person-forgotten.js'
import { callsInFlight } from './calls-in-flight.js'
import { readExplanation, readTimeline } from './read/history.js'
import { hooks } from './hooks/hooks.js'
import type { IngestContext } from './ingest/ingest-context.js'
import { ingestBody } from './ingest/ingest.js'
import { ingestBodies } from './ingest/ingest-many.js'
import { indexReader } from './query/index-reader.js'
import { countMemberships } from './query/membership-counts.js'
import { eachMembershipOf, findMemberships, type QueryContext } from './query/memberships.js'
import { type LedgerOptions, settingsOf } from './options.js'
import { orThrow } from './or-throw.js'
import { readOrganisations } from './log/organisations.js'
import { guardedDesk } from './ingest/guarded-desk.js'
import { quarantine } from './quarantine/quarantine.js'
import { quarantineDesk } from './ingest/quarantine-desk.js'
import { readStoredEvents, readMembership } from './read/read.js'
import { replayProjection } from './read/replay.js'
import { tenantOf } from './log/stream-names.js'
import { subscriptions } from './subscription/subscriptions.js'
import { systemTime } from './subscription/time.js'
import { backgroundTasks } from './background-tasks.js'
import type { Ledger } from './ledger.js'

/** A ledger over this store. Wrong options throw a `LedgerError` with `InvalidOption` at once. */
export const createLedger = (options: LedgerOptions): Ledger => {
  const { events, clock, zoneOf, logger, ...settings } = settingsOf(options)
  const calls = callsInFlight()
  const works = backgroundTasks()
  const listeners = hooks(logger, settings.limits.listeners)
  const known = forgettingRegister(events)
  const reader = { events, forgets: known, logger }
  const announce = hookDispatcher(reader, listeners)
  const index: QueryContext = { reader, index: indexReader(reader, settings.index), clock, zoneOf }
  const door: IngestContext = {
    events,
    forgets: known,
    clock,
    logger,
    allowedOrgs: settings.allowedOrgs,
    unknownEvents: settings.unknownEvents,
    limits: settings.limits,
    quarantine: quarantine(events, settings.quarantine, clock),
    unkept: { ignored: 0, refused: 0 },
    began: announce.recording,
    kept: (receipt) => listeners.emitAfterReceipt('quarantined', { payload: structuredClone(receipt) }),
  }

  const subscribed = subscriptions(
    {
      events,
      checkpoints: settings.checkpoints ?? memoryCheckpoints(),
      logger,
      time: systemTime(clock),
      random: Math.random,
      newOwner: () => crypto.randomUUID(),
      pollMs: settings.pollMs,
      tell: (trouble) => listeners.emit('error', { payload: trouble }),
    },
    settings.checkpoints === undefined,
  )

  const forget = async (person: Person, options: ForgetOptions): Answer<ForgetReceipt> => {
    const receipt = await forgetPerson(door, index, person, options)
    if (receipt._tag === 'Right') {
      const { orgId, customerId } = person
      announce.forgotten({ orgId, customerId, ...receipt.right })
    }
    return receipt
  }

  const expiry = expiryDesk({ run: calls.run, works, index, announce, listeners })

  const close: Ledger['close'] = ({ timeoutMs = 10_000 } = {}) =>
    closeAll({ calls, works, subscribed, announce, listeners, logger }, timeoutMs)

  const ingests = calls.atMost(settings.limits.inFlight)

  return {
    ingest: (body, options = {}) => ingests(() => ingestBody(door, body, options)),
    ingestMany: (bodies, options = {}) => calls.run(() => ingestBodies(door, bodies, options)),
    unkept: () => ({ ...door.unkept }),
    quarantine: guardedDesk(calls.run, quarantineDesk(door)),
    membership: (key, at = {}) => calls.run(() => readMembership(reader, key, at)),
    events: (key, at = {}) => calls.run(() => readStoredEvents(reader, key, at)),
    timeline: (key, at = {}) => calls.run(() => readTimeline(reader, key, at)),
    explain: (key, field, at = {}) => calls.run(() => readExplanation(reader, key, field, at)),
    organisations: () => calls.run(() => readOrganisations(events)),
    replay: (orgId, projection, options = {}) => calls.run(() => replayProjection(events, orgId, projection, options)),
    memberships: (query, options = {}) => calls.run(() => findMemberships(index, query, options)),
    eachMembership: (query) => eachMembershipOf(index, query, (call) => orThrow(calls.run(call))),
    count: (query, options = {}) => calls.run(() => countMemberships(index, query, options)),
    catchUp: (orgId, options = {}) =>
      calls.run(() => index.index.advance(tenantOf(orgId), { maxWaitMs: Infinity, ...options })),
    standing: (membership, now = clock()) => standing(membership, now, zoneOf(membership.key.orgId)),
    forget: (person, options = {}) => calls.run(() => forget(person, options)),
    forgotten: ({ orgId }) => calls.run(() => readForgotten(events, orgId)),
    ...expiry,
    subscribe: (options) => subscribed.subscribe(options),
    subscriptions: () => calls.run(() => subscribed.list()),
    resetSubscription: (options) => calls.run(() => subscribed.reset(options)),
    on: listeners.on,
    once: listeners.once,
    off: listeners.off,
    close,
    [Symbol.asyncDispose]: () => close(),
  }
}
