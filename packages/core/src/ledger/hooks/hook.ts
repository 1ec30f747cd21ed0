import type { MembershipKey } from '../../membership/key.js'
import type { Transition } from '../../membership/transitions.js'
import type { Position } from '../../store/event.js'
import type { PersonForgotten } from '../log/person-forgotten.js'
import type { Recorded } from '../ingest/receipt.js'
import type { EntryDiscarded, Quarantined } from '../quarantine/quarantined.js'
import type { Change } from '../change/change.js'
import type { HookFailure } from './hook-failure.js'
import type { HookName, OtherHook } from './hook-name.js'

/** A notice that a membership has expired, and where the log says so. A later end of it is another notice. */
export interface Expired {
  readonly key: MembershipKey
  /** The instant at which it expired, ms since epoch. */
  readonly until: number
  readonly position: Position
}

/** What a listener is told, by the name it listens for. It is frozen: all listeners of a name are told the same object. */
export interface HookPayloads extends Record<Transition, Change>, Record<OtherHook, unknown> {
  /** Every new fact, also one that changed nothing. */
  readonly recorded: Recorded
  /** A body that is kept apart, once however often it comes. */
  readonly quarantined: Quarantined
  /** An entry of the quarantine that was discarded because it grew too old. */
  readonly discarded: EntryDiscarded
  /** A forgetting that was carried out, each time that it was. */
  readonly forgotten: PersonForgotten
  /** A notice that this process recorded: nobody else is told of it. */
  readonly expired: Expired
  /** What went wrong behind the receipts; the logger is told as well. */
  readonly error: HookFailure
}

/**
 * A plain function, sync or async. It is called again when it has ended; what it throws or rejects with goes to `error`
 * and stops nobody.
 */
export type Listener<N extends HookName> = (payload: HookPayloads[N]) => void | Promise<void>
