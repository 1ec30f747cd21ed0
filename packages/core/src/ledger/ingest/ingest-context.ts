import type { EventStore } from '../../store/event-store.js'
import type { ForgettingRegister } from '../log/forgetting-register.js'
import type { Logger } from '../logger.js'
import type { Quarantine } from '../quarantine/quarantine.js'
import type { Fact } from './fact.js'
import type { Quarantined } from '../quarantine/quarantined.js'

/** What the rooms behind `ingest` share. */
export interface IngestContext {
  readonly events: EventStore
  readonly quarantine: Quarantine
  readonly forgets: ForgettingRegister
  readonly logger: Logger
  /** ms since epoch */
  readonly clock: () => number
  readonly allowedOrgs: ReadonlySet<number> | undefined
  readonly unknownEvents: 'quarantine' | 'note' | 'ignore'
  readonly limits: IngestLimits
  /** Bodies of which nothing was stored, since the ledger was made. */
  readonly unkept: { ignored: number; refused: number }
  /** Is told that an append to this organisation begins, and then which facts it added. */
  readonly began: (orgId: number) => (facts: readonly Fact[]) => void
  /** Is told of a body that is kept apart and was not before. */
  readonly kept: (receipt: Quarantined) => void
}

/** What a body is held against before its meaning. */
export interface IngestLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  /** How far past the clock an event may have happened, in ms. */
  readonly futureSkewMs: number
}
