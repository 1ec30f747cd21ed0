import type { EventStore } from '../../store/event-store.js'
import type { Position, Tenant } from '../../store/event.js'
import type { ForgettingRegister } from '../log/forgetting-register.js'
import type { Logger } from '../logger.js'
import type { BodyKeeper } from '../quarantine/keep-body.js'
import type { QuarantineLog } from '../quarantine/quarantine-log.js'
import type { Quarantined } from '../quarantine/quarantined.js'
import type { Fact } from './fact.js'
import type { Counters } from './ingest-counters.js'

/** What becomes of events whose names the decoder does not know. */
export type UnknownEvents = 'related' | 'quarantine' | 'note' | 'ignore'

/** What every step of `ingest` works with. */
export interface IngestContext {
  readonly events: EventStore
  readonly quarantine: QuarantineLog & BodyKeeper
  readonly forgets: ForgettingRegister
  readonly logger: Logger
  /** ms since epoch */
  readonly clock: () => number
  readonly allowedOrgs: ReadonlySet<number> | undefined
  readonly unknownEvents: UnknownEvents
  readonly limits: IngestLimits
  readonly counters: Counters
  /** Is called when an append to this organisation begins; what it returns is called with the facts that were added. */
  readonly onAppendStart: (orgId: number) => (facts: readonly Fact[]) => void
  /** Is called with the head of the log after an append. */
  readonly onHead: (tenant: Tenant, head: Position) => void
  /** Is called with the store's clock at the last event that an append recorded, ms since epoch. */
  readonly onRecorded: (recordedAt: number) => void
  /** Is called for a body that is quarantined and was not before. */
  readonly onQuarantined: (receipt: Quarantined) => void
}

/** What a body is held against before its meaning. */
export interface IngestLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  /** How far past the clock an event may have happened, in ms. */
  readonly futureSkewMs: number
}
