import { standing } from '../membership/standing.js'
import type { Answer } from '../store/answer.js'
import { LedgerError } from '../store/ledger-error.js'
import { invalidArgument } from '../store/store-error.js'
import { time } from './arguments/read-argument.js'
import { memoryCheckpoints } from '../store/checkpoints/memory-checkpoints.js'
import { hookDispatcher } from './hooks/hook-dispatcher.js'
import { closeAll } from './close.js'
import { expiry } from './expiry/expiry.js'
import { type ForgetContext, forgetPerson, type ForgetOptions, type ForgetReceipt } from './forget/forget.js'
import { listForgotten } from './forget/list-forgotten.js'
import type { Person } from './forget/person.js'
import { forgettingRegister } from './log/forgetting-register.js'
import { callsInFlight } from './calls-in-flight.js'
import { readExplanation, readTimeline } from './read/history.js'
import { hooks } from './hooks/hooks.js'
import { ingestCounters } from './ingest/ingest-counters.js'
import { ingestBody } from './ingest/ingest.js'
import { ingestBodies } from './ingest/ingest-many.js'
import { indexReader } from './query/index-reader.js'
import { countMemberships } from './query/membership-counts.js'
import { eachMembershipOf, findMemberships, type QueryContext } from './query/memberships.js'
import { type LedgerOptions, settingsOf } from './options.js'
import { orThrow } from './or-throw.js'
import { readOrganisations } from './log/organisations.js'
import { bodyKeeper } from './quarantine/keep-body.js'
import { quarantineLog } from './quarantine/quarantine-log.js'
import { quarantine } from './ingest/quarantine.js'
import { thrownFault } from './thrown-fault.js'
import { readStoredEvents, readMembership } from './read/read.js'
import { replayProjection } from './read/replay.js'
import { tenantOf } from './log/stream-names.js'
import { subscriptions } from './subscription/subscriptions.js'
import { systemTime } from './subscription/time.js'
import { backgroundTasks } from './background-tasks.js'
import type { Ledger } from './ledger.js'

/** A ledger over this store. Wrong options throw a `LedgerError` with `InvalidOption` at once. */
export const createLedger = (options: LedgerOptions): Ledger => {
  const { events, clock: hostClock, zoneOf, logger, ...settings } = settingsOf(options)
  const clock = hostClock.now
  const calls = callsInFlight({ check: hostClock.check, thrown: thrownFault })
  const tasks = backgroundTasks()
  const listeners = hooks(logger, settings.limits.listeners)
  const forgets = forgettingRegister(events)
  const reader = { events, forgets, logger }
  const announce = hookDispatcher(reader, listeners)
  const index: QueryContext = { reader, index: indexReader(reader, settings.index), clock, zoneOf }
  const counters = ingestCounters(logger)
  const log = quarantineLog(events, clock, forgets.watch)
  const keeper = bodyKeeper(log, {
    limits: settings.quarantine,
    clock,
    logger,
    onDiscarded: (discarded) => {
      counters.discarded()
      listeners.emit('discarded', { payload: discarded })
    },
  })
  const context: ForgetContext = {
    events,
    forgets,
    clock,
    logger,
    allowedOrgs: settings.allowedOrgs,
    unknownEvents: settings.unknownEvents,
    limits: settings.limits,
    quarantine: { ...log, ...keeper },
    counters,
    onAppendStart: announce.recording,
    onHead: index.index.noteHead,
    onRecorded: hostClock.compare,
    onQuarantined: (receipt) => listeners.emitAfterReceipt('quarantined', { payload: structuredClone(receipt) }),
    advanceIndex: (tenant) => index.index.advance(tenant, { maxWaitMs: Infinity }),
  }

  const subscribed = subscriptions(
    {
      events,
      checkpoints: settings.checkpoints ?? memoryCheckpoints(),
      forgets,
      logger,
      time: systemTime(clock),
      random: Math.random,
      newOwner: () => crypto.randomUUID(),
      pollMs: settings.pollMs,
      onWarning: (warning) => listeners.emit('error', { payload: warning }),
    },
    settings.checkpoints === undefined,
  )

  const forget = async (person: Person, options?: ForgetOptions): Answer<ForgetReceipt> => {
    const receipt = await forgetPerson(context, person, options)
    if (receipt._tag === 'Left') return receipt
    const { orgId, customerId, until, position, recordedAt } = receipt.right
    announce.forgotten({ orgId, customerId, until, position, recordedAt })
    return receipt
  }

  const expiries = expiry({ run: calls.run, tasks, hooks: listeners, query: index, onAppendStart: announce.expiring })

  const close: Ledger['close'] = ({ timeoutMs = 10_000 } = {}) => {
    if (typeof timeoutMs !== 'number' || !(timeoutMs >= 0)) {
      const fault = invalidArgument('timeoutMs', 'ms, 0 or more')
      return Promise.reject(new LedgerError(fault))
    }
    return closeAll({ calls, tasks, subscribed, announce, listeners, logger }, timeoutMs)
  }

  const ingests = calls.atMost(settings.limits.inFlight)

  return {
    ingest: (body, options) => ingests(() => ingestBody(context, body, options)),
    ingestMany: (bodies, options) => calls.run(() => ingestBodies(context, bodies, options)),
    ingestCounters: counters.read,
    quarantine: quarantine(context, calls.run),
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
    standing: (membership, now = clock()) => {
      const at = time('now', now)
      if (at._tag === 'Left') throw new LedgerError(at.left)
      return standing(membership, at.right, zoneOf(membership.key.orgId))
    },
    forget: (person, options) => calls.run(() => forget(person, options)),
    forgotten: (of) => calls.run(() => listForgotten(context, of)),
    ...expiries,
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
