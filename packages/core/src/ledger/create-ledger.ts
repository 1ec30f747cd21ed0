import { LedgerError } from '../failure/ledger-error.js'
import { invalidArgument } from '../failure/store-error.js'
import { standing } from '../membership/standing.js'
import type { Answer } from '../store/answer.js'
import { memoryCheckpoints } from '../store/checkpoints/memory-checkpoints.js'
import { membershipArgument } from './arguments/membership-arguments.js'
import { time } from './arguments/read-argument.js'
import { backgroundTasks } from './background-tasks.js'
import { callsInFlight } from './calls-in-flight.js'
import { closeAll } from './close.js'
import { expiry } from './expiry/expiry.js'
import { type ForgetContext, forgetPerson, type ForgetOptions, type ForgetReceipt } from './forget/forget.js'
import { listForgotten } from './forget/list-forgotten.js'
import type { Person } from './forget/person.js'
import { hookDispatcher } from './hooks/hook-dispatcher.js'
import { hooks } from './hooks/hooks.js'
import { ingestBody } from './ingest/ingest.js'
import { ingestCounters } from './ingest/ingest-counters.js'
import { ingestBodies } from './ingest/ingest-many.js'
import { quarantine } from './ingest/quarantine.js'
import type { Ledger } from './ledger.js'
import { forgettingRegister } from './log/forgetting-register.js'
import { type LedgerOptions, settingsOf } from './options.js'
import { bodyKeeper } from './quarantine/keep-body.js'
import { quarantineLog } from './quarantine/quarantine-log.js'
import { indexReader } from './query/index-reader.js'
import type { QueryContext } from './query/memberships.js'
import { readCalls } from './read-calls.js'
import type { CorrectionContext } from './redecode/record-corrections.js'
import { redecode } from './redecode/redecode.js'
import { subscriptions } from './subscription/subscriptions.js'
import { systemTime } from './subscription/time.js'
import { thrownFault } from './thrown-fault.js'

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

  const correction: CorrectionContext = {
    ...{ events, forgets, clock, zoneOf },
    ...{ onHead: context.onHead, onRecorded: context.onRecorded, onCorrectionStart: announce.correcting },
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
    ...readCalls(calls.run, reader, index),
    standing: (membership, now = clock()) => {
      const at = time('now', now)
      if (at._tag === 'Left') throw new LedgerError(at.left)
      const of = membershipArgument('membership', membership)
      if (of._tag === 'Left') throw new LedgerError(of.left)
      return standing(membership, at.right, zoneOf(membership.key.orgId))
    },
    forget: (person, options) => calls.run(() => forget(person, options)),
    redecode: (scope, redecodeOptions) => calls.run(() => redecode(correction, scope, redecodeOptions)),
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
