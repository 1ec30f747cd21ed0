import type { EventStore } from '../../store/event-store.js'
import type { Forgets } from '../forget/forgets.js'
import type { Logger } from '../logger.js'
import type { Quarantine } from '../quarantine/quarantine.js'
import type { Fact } from './fact.js'
import type { Quarantined } from './receipt.js'

/** What the rooms behind `ingest` share. */
export interface Door {
  readonly events: EventStore
  readonly quarantine: Quarantine
  readonly forgets: Forgets
  readonly logger: Logger
  /** ms since epoch */
  readonly clock: () => number
  readonly allowedOrgs: ReadonlySet<number> | undefined
  readonly unknownEvents: 'quarantine' | 'note' | 'ignore'
  readonly limits: DoorLimits
  /** Bodies of which nothing was stored, since the ledger was made. */
  readonly unkept: { ignored: number; refused: number }
  /** Is told that an append to this organisation begins, and then which facts it added. */
  readonly began: (orgId: number) => (facts: readonly Fact[]) => void
  /** Is told of a body that is kept apart and was not before. */
  readonly kept: (receipt: Quarantined) => void
}

/** What a body is held against before its meaning. */
export interface DoorLimits {
  readonly maxBytes: number
  readonly maxDepth: number
  /** How far past the clock an event may have happened, in ms. */
  readonly futureSkewMs: number
}
