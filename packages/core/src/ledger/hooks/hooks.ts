import { EventEmitter } from 'eventemitter3'

import type { StoreError } from '../../store/store-error.js'
import type { Position } from '../../store/event.js'
import type { Unsubscribe } from '../../store/event-store.js'
import type { Transition } from '../../membership/transitions.js'
import type { Change } from './change.js'
import type { ForgetReceipt, Person } from '../forget/forget.js'
import type { Logger } from '../logger.js'
import type { SubscriptionTrouble } from '../subscribe/subscription-errors.js'
import type { Quarantined, Recorded } from '../ingest/receipt.js'

/** What a listener is told, by the name it listens for. */
export interface HookPayloads extends Record<Transition, Change> {
  /** Every new fact, also one that changed nothing. */
  readonly recorded: Recorded
  readonly quarantined: Quarantined
  readonly forgotten: Person & ForgetReceipt
  readonly error: HookFailure
}

export type HookName = keyof HookPayloads

/** A plain function, sync or async. What it throws or rejects with goes to `error` and stops nobody. */
export type Listener<N extends HookName> = (payload: HookPayloads[N]) => void | Promise<void>

/**
 * A listener threw or rejected. The others were called, and nothing that was recorded is touched.
 * @remedy Mend the listener; `cause` is what it threw. A hook is not repeated: use a subscription where that matters.
 */
export interface ListenerFailed {
  readonly _tag: 'ListenerFailed'
  readonly retryable: false
  readonly hook: HookName
  readonly cause: unknown
}

/**
 * The change of a recorded event could not be read back, so its listeners were not told.
 * @remedy Look at `error`; read the membership at `position` when the store answers again.
 */
export interface ChangeUnread {
  readonly _tag: 'ChangeUnread'
  readonly retryable: false
  readonly position: Position
  readonly error: StoreError
}

/**
 * Listeners are too slow for what is recorded: events of these positions were not told to them.
 * @remedy Make listeners faster, or replay from `from` to `to`; nothing is missing in the log.
 */
export interface HooksBehind {
  readonly _tag: 'HooksBehind'
  readonly retryable: false
  readonly from: Position
  readonly to: Position
}

/** What went wrong behind the receipts. */
export type HookFailure = ListenerFailed | ChangeUnread | HooksBehind | SubscriptionTrouble

/** Wake-ups for this process, after the receipt: never the guarantee of delivery that a subscription is. */
export interface Hooks {
  on<N extends HookName>(name: N, listener: Listener<N>): Unsubscribe
  /** Calls every listener, whatever the others do, and waits for none. */
  emit<N extends HookName>(name: N, payload: HookPayloads[N]): void
  /** The same as soon as the caller of `ingest` has its receipt. */
  emitAfterReceipt<N extends HookName>(name: N, payload: HookPayloads[N]): void
  /** Whether anyone listens for any of these. */
  hears(names: readonly HookName[]): boolean
  /** Resolves when every listener that was called has finished. */
  settled(): Promise<void>
}

export const hooks = (logger: Logger): Hooks => {
  const emitter = new EventEmitter()
  const underWay = new Set<Promise<void>>()

  const call = async (name: HookName, listener: (payload: unknown) => unknown, payload: unknown): Promise<void> => {
    try {
      await listener(payload)
    } catch (cause) {
      logger({ level: 'error', code: 'listener-failed', hook: name })
      if (name !== 'error') emit('error', { _tag: 'ListenerFailed', retryable: false, hook: name, cause })
    }
  }

  const follow = (work: Promise<void>): void => {
    underWay.add(work)
    void work.then(() => underWay.delete(work))
  }

  const emit: Hooks['emit'] = (name, payload) => {
    for (const listener of emitter.listeners(name) as ((payload: unknown) => unknown)[]) {
      follow(call(name, listener, payload))
    }
  }

  return {
    emit,
    emitAfterReceipt: (name, payload) => {
      follow(afterReceipts().then(() => emit(name, payload)))
    },
    hears: (names) => names.some((name) => emitter.listenerCount(name) > 0),
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    on: (name, listener) => {
      // A wrapper of its own: the same function given twice is called twice, and each `off` ends one.
      let ended = false
      const own = (payload: Parameters<typeof listener>[0]): unknown => (ended ? undefined : listener(payload))
      emitter.on(name, own)
      return () => {
        ended = true
        emitter.off(name, own)
      }
    },
  }
}

/** Lets the caller of `ingest` have its receipt first. */
export const afterReceipts = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
