import type { Transition } from '../../membership/transitions.js'
import type { Change } from '../change/change.js'
import type { Recorded } from '../ingest/receipt.js'
import type { MembershipExpired } from '../log/notice.js'
import type { PersonForgotten } from '../log/person-forgotten.js'
import type { EntryDiscarded, Quarantined } from '../quarantine/quarantined.js'
import type { HookFailure } from './hook-failure.js'
import type { HookName, OtherHook } from './hook-name.js'

/** What a listener gets, by the name of the hook. It is frozen: all listeners of a name get the same object. */
export interface HookPayloads extends Record<Transition, Change>, Record<OtherHook, unknown> {
  /** Every new fact, also one that changed nothing. */
  readonly recorded: Recorded
  /** A body that was quarantined, once however often it comes. */
  readonly quarantined: Quarantined
  /** An entry of the quarantine that was discarded because it grew too old. */
  readonly discarded: EntryDiscarded
  /** A person was forgotten, each time that `forget` has finished. */
  readonly forgotten: PersonForgotten
  /** A notice that this process recorded; other processes do not hear of it. */
  readonly expired: MembershipExpired
  /** What failed after the receipts; the logger gets it as well. */
  readonly error: HookFailure
}

/**
 * A plain function, sync or async, called in the async context of the request that caused the event. It is called again
 * when it has finished. What it throws or rejects with goes to `error`; the other listeners are called all the same.
 */
export type Listener<N extends HookName> = (payload: HookPayloads[N]) => void | Promise<void>
