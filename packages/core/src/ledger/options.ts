import { utc, zone, type Zone } from '../membership/zone.js'
import type { EventStore } from '../store/event-store.js'
import type { LedgerStore } from '../store/ledger-store.js'
import { defaultFutureSkewMs, defaultMaxBytes, defaultMaxDepth, deepest } from '../webhook/options.js'
import { storeLimits } from '../store/limits.js'
import { refuseOption, wholeOption } from '../store/option.js'
import type { CheckpointStore } from '../store/checkpoints/checkpoint-store.js'
import { memoryIndex } from '../store/index/memory-index.js'
import type { MembershipIndex } from '../store/index/membership-index.js'
import type { IngestLimits, UnknownEvents } from './ingest/ingest-context.js'
import { ledgerClock, type LedgerClock } from './ledger-clock.js'
import { neverRejectingCheckpoints, neverRejectingEvents, neverRejectingIndex } from './log/never-rejecting-store.js'
import { type Logger, quietly } from './logger.js'
import type { QuarantineLimits } from './quarantine/quarantine-limits.js'

/** How a ledger is made. Only the store has no default. */
export interface LedgerOptions {
  readonly store: LedgerStore
  /** ms since epoch; `Date.now` by default. */
  readonly clock?: (() => number) | undefined
  /** The zone of the vendor's dates, an IANA name, for all or by organisation; UTC by default. */
  readonly zone?: string | Zone | ((orgId: number) => string | Zone) | undefined
  /** Deliveries of other organisations are quarantined; all are let in by default. */
  readonly allowedOrgs?: Iterable<number> | undefined
  /**
   * What becomes of events of other names. `related` (the default): those that seem to speak of a partner program are
   * quarantined, and others are counted by name. `quarantine`: all are kept whole. `note`: name, time and hash are kept.
   * `ignore`: all are only counted.
   */
  readonly unknownEvents?: UnknownEvents | undefined
  readonly limits?: Optional<LedgerLimits> | undefined
  readonly quarantine?: Optional<QuarantineLimits> | undefined
  /** How often subscriptions look for what no wake-up signalled, in ms; 1,000 by default. */
  readonly pollMs?: number | undefined
  readonly logger?: Logger | undefined
}

type Optional<A> = { readonly [K in keyof A]?: A[K] | undefined }

/** What a body is held against, and how much is under way at once. */
export interface LedgerLimits extends IngestLimits {
  /** Calls of `ingest` under way at once; one more is `Unavailable` and may be sent again. 10,000 by default. */
  readonly inFlight: number
  /** Listeners of one hook; one more throws `TooManyListeners`. 100 by default. */
  readonly listeners: number
}

/** The options with their defaults, checked. */
export interface Settings {
  readonly events: EventStore
  readonly index: MembershipIndex
  /** `undefined`: the store brings none. */
  readonly checkpoints: CheckpointStore | undefined
  readonly clock: LedgerClock
  readonly zoneOf: (orgId: number) => Zone
  readonly allowedOrgs: ReadonlySet<number> | undefined
  readonly unknownEvents: UnknownEvents
  readonly limits: LedgerLimits
  readonly quarantine: QuarantineLimits
  readonly pollMs: number
  readonly logger: Logger
}

export const settingsOf = (given: LedgerOptions): Settings => {
  const options: Partial<LedgerOptions> = group('', given as Partial<LedgerOptions>, {}, optionNames)
  const limits = group('limits', options.limits, {}, limitNames)
  const quarantine = group('quarantine', options.quarantine, {}, quarantineNames)
  const { store, clock = Date.now, unknownEvents = 'related', logger } = options
  if (typeof store?.append !== 'function') return refuseOption('store', 'an event store')
  if (!unknownEventModes.includes(unknownEvents))
    return refuseOption('unknownEvents', `one of ${unknownEventModes.join(', ')}`)
  if (logger !== undefined && typeof logger !== 'function')
    return refuseOption('logger', 'a function that takes an entry')
  const quiet = quietly(logger)
  return {
    events: neverRejectingEvents(store),
    index: neverRejectingIndex(store.index ?? memoryIndex()),
    checkpoints: store.checkpoints === undefined ? undefined : neverRejectingCheckpoints(store.checkpoints),
    clock: ledgerClock(clock, quiet),
    zoneOf: zonesOf(options.zone),
    allowedOrgs: orgsOf(options.allowedOrgs),
    unknownEvents,
    limits: {
      maxBytes: wholeOption('limits.maxBytes', limits.maxBytes ?? defaultMaxBytes, 1, storeLimits.bodyBytes),
      maxDepth: wholeOption('limits.maxDepth', limits.maxDepth ?? defaultMaxDepth, 1, deepest),
      futureSkewMs: wholeOption('limits.futureSkewMs', limits.futureSkewMs ?? defaultFutureSkewMs, 0),
      inFlight: wholeOption('limits.inFlight', limits.inFlight ?? 10_000, 1),
      listeners: wholeOption('limits.listeners', limits.listeners ?? 100, 1),
    },
    quarantine: {
      maxEntries: wholeOption('quarantine.maxEntries', quarantine.maxEntries ?? 100_000, 0),
      maxBytes: wholeOption('quarantine.maxBytes', quarantine.maxBytes ?? 1_073_741_824, 0),
      maxUnknownEntries: wholeOption('quarantine.maxUnknownEntries', quarantine.maxUnknownEntries ?? 10_000, 0),
      maxUnknownBytes: wholeOption('quarantine.maxUnknownBytes', quarantine.maxUnknownBytes ?? 104_857_600, 0),
      discardAfterDays:
        quarantine.discardAfterDays === undefined
          ? undefined
          : wholeOption('quarantine.discardAfterDays', quarantine.discardAfterDays, 1, 36_500),
    },
    pollMs: wholeOption('pollMs', options.pollMs ?? defaultPollMs, 1, 2 ** 31 - 1),
    logger: quiet,
  }
}

const defaultPollMs = 1000
const unknownEventModes: readonly UnknownEvents[] = ['related', 'quarantine', 'note', 'ignore']
const optionNames = [
  ...['store', 'clock', 'zone', 'allowedOrgs', 'unknownEvents', 'limits', 'quarantine', 'pollMs', 'logger'],
]
const limitNames = ['maxBytes', 'maxDepth', 'futureSkewMs', 'inFlight', 'listeners']
const quarantineNames = ['maxEntries', 'maxBytes', 'maxUnknownEntries', 'maxUnknownBytes', 'discardAfterDays']

/** Options in a group; none given are all defaults, and an unknown name is refused with the known ones. */
const group = <A extends object>(option: string, given: A | undefined, none: A, names: readonly string[]): A => {
  if (given === undefined) return none
  if (typeof given !== 'object' || given === null) return refuseOption(option === '' ? 'store' : option, 'an object')
  const unknown = Object.entries(given).find(([name, value]) => value !== undefined && !names.includes(name))?.[0]
  return unknown === undefined
    ? given
    : refuseOption(option === '' ? unknown : `${option}.${unknown}`, `one of ${names.join(', ')}`)
}

const orgsOf = (orgs: Iterable<number> | undefined): ReadonlySet<number> | undefined => {
  if (orgs === undefined) return undefined
  if (typeof orgs !== 'object' || typeof orgs?.[Symbol.iterator] !== 'function')
    return refuseOption('allowedOrgs', 'a list of orgIds')
  const allowed = new Set(orgs)
  for (const orgId of allowed) wholeOption('allowedOrgs', orgId, 1)
  return allowed
}

/** The zone of an organisation. One without a zone throws in its own calls, and in no others. */
const zonesOf = (option: NonNullable<LedgerOptions['zone']> = utc): ((orgId: number) => Zone) => {
  if (typeof option !== 'function') {
    const all = zoneIn(option) ?? refuseOption('zone', anyZone)
    return () => all
  }
  return (orgId) => {
    return zoneIn(option(orgId)) ?? refuseOption('zone', `${anyZone} for each organisation`)
  }
}

const anyZone = 'an IANA zone such as Asia/Kolkata'

const zoneIn = (given: string | Zone): Zone | undefined => {
  const checked = zone(typeof given === 'string' ? given : given?.name)
  return checked._tag === 'Right' ? checked.right : undefined
}
