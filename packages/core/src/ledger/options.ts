import { utc, zone, type Zone } from '../membership/zone.js'
import type { EventStore } from '../store/event-store.js'
import type { LedgerStore } from '../store/ledger-store.js'
import { defaultFutureSkewMs, defaultMaxBytes, defaultMaxDepth, deepest } from '../webhook/options.js'
import { storeLimits } from '../store/limits.js'
import type { CheckpointStore } from '../store/checkpoints/checkpoint-store.js'
import { memoryIndex } from '../store/index/memory-index.js'
import type { MembershipIndex } from '../store/index/membership-index.js'
import type { IngestContext, IngestLimits } from './ingest/ingest-context.js'
import { type Logger, quietly } from './logger.js'
import type { QuarantineLimits } from './quarantine/quarantine.js'
import { defaultPollMs, refuse, whole } from './invalid-option.js'

/** How a ledger is made. Only the store has no default. */
export interface LedgerOptions {
  readonly store: LedgerStore
  /** ms since epoch; `Date.now` by default. */
  readonly clock?: () => number
  /** The zone of the vendor's dates, an IANA name, for all or by organisation; UTC by default. */
  readonly zone?: string | Zone | ((orgId: number) => string | Zone)
  /** Deliveries of other organisations are quarantined; all are let in by default. */
  readonly allowedOrgs?: Iterable<number>
  /** What becomes of events of other names: kept whole, kept as a note, or only counted. */
  readonly unknownEvents?: IngestContext['unknownEvents']
  readonly limits?: Partial<LedgerLimits>
  readonly quarantine?: Partial<QuarantineLimits>
  /** How often subscriptions look for what no wake-up told them of, in ms; 1,000 by default. */
  readonly pollMs?: number
  readonly logger?: Logger
}

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
  readonly clock: () => number
  readonly zoneOf: (orgId: number) => Zone
  readonly allowedOrgs: ReadonlySet<number> | undefined
  readonly unknownEvents: IngestContext['unknownEvents']
  readonly limits: LedgerLimits
  readonly quarantine: QuarantineLimits
  readonly pollMs: number
  readonly logger: Logger
}

export const settingsOf = (given: LedgerOptions): Settings => {
  const options = group('store', given, { store: undefined } as unknown as LedgerOptions)
  const limits = group('limits', options.limits, {})
  const quarantine = group('quarantine', options.quarantine, {})
  const { store, clock = Date.now, unknownEvents = 'quarantine', logger } = options
  if (typeof store?.append !== 'function') return refuse('store', 'an event store')
  if (typeof clock !== 'function') return refuse('clock', 'a function that answers ms since epoch')
  if (!['quarantine', 'note', 'ignore'].includes(unknownEvents))
    return refuse('unknownEvents', "'quarantine', 'note' or 'ignore'")
  if (logger !== undefined && typeof logger !== 'function') return refuse('logger', 'a function that takes an entry')
  return {
    events: store,
    index: store.index ?? memoryIndex(),
    checkpoints: store.checkpoints,
    clock,
    zoneOf: zonesOf(options.zone),
    allowedOrgs: orgsOf(options.allowedOrgs),
    unknownEvents,
    limits: {
      maxBytes: whole('limits.maxBytes', limits.maxBytes ?? defaultMaxBytes, 1, storeLimits.bodyBytes),
      maxDepth: whole('limits.maxDepth', limits.maxDepth ?? defaultMaxDepth, 1, deepest),
      futureSkewMs: whole('limits.futureSkewMs', limits.futureSkewMs ?? defaultFutureSkewMs, 0),
      inFlight: whole('limits.inFlight', limits.inFlight ?? 10_000, 1),
      listeners: whole('limits.listeners', limits.listeners ?? 100, 1),
    },
    quarantine: {
      maxEntries: whole('quarantine.maxEntries', quarantine.maxEntries ?? 100_000, 0),
      maxBytes: whole('quarantine.maxBytes', quarantine.maxBytes ?? 1_073_741_824, 0),
      maxAgeMs: whole('quarantine.maxAgeMs', quarantine.maxAgeMs ?? 30 * 86_400_000, 1),
    },
    pollMs: whole('pollMs', options.pollMs ?? defaultPollMs, 1, 2 ** 31 - 1),
    logger: quietly(logger),
  }
}

/** Options in a group; none given are all defaults. */
const group = <A extends object>(option: string, given: A | undefined, none: A): A =>
  given === undefined ? none : typeof given === 'object' && given !== null ? given : refuse(option, 'an object')

const orgsOf = (orgs: Iterable<number> | undefined): ReadonlySet<number> | undefined => {
  if (orgs === undefined) return undefined
  if (typeof orgs?.[Symbol.iterator] !== 'function') return refuse('allowedOrgs', 'a list of orgIds')
  const allowed = new Set(orgs)
  for (const orgId of allowed) whole('allowedOrgs', orgId, 1)
  return allowed
}

const zonesOf = (option: LedgerOptions['zone'] = utc): ((orgId: number) => Zone) => {
  if (typeof option === 'function') return (orgId) => checkedZone(option(orgId))
  const all = checkedZone(option)
  return () => all
}

const checkedZone = (given: string | Zone): Zone => {
  const checked = zone(typeof given === 'string' ? given : given?.name)
  return checked._tag === 'Right' ? checked.right : refuse('zone', 'an IANA zone such as Asia/Kolkata')
}
