import { EventEmitter } from 'eventemitter3'

import type { Unsubscribe } from '../../store/event-store.js'
import { LedgerError } from '../../store/ledger-error.js'
import { invalidArgument, storeClosed } from '../../store/store-error.js'
import type { Logger } from '../logger.js'
import { afterReceipts } from './after-receipts.js'
import { behind, failureLine, type OwnFailure } from './hook-failure.js'
import type { HookPayloads, Listener } from './hook.js'
import { type HookName, hookNames } from './hook-name.js'
import { type Message, listenerQueue } from './listener-queue.js'

export interface ListenOptions {
  /** Ends the listening, as what `on` answers does. */
  readonly signal?: AbortSignal
}

/**
 * As many listeners as `limits.listeners` allows listen for this name already; thrown in a `LedgerError`.
 * @remedy End listeners that are done (`off`, a signal, what `on` answered): most likely one is added for each request.
 */
export interface TooManyListeners {
  readonly _tag: 'TooManyListeners'
  readonly retryable: false
  readonly hook: HookName
  readonly most: number
  readonly advice: string
}

/** Wake-ups for this process, after the receipt: never the guarantee of delivery that a subscription is. */
export interface Hooks {
  on<N extends HookName>(name: N, listener: Listener<N>, options?: ListenOptions): Unsubscribe
  once<N extends HookName>(name: N, listener: Listener<N>, options?: ListenOptions): Unsubscribe
  off<N extends HookName>(name: N, listener: Listener<N>): void
  /** Tells every listener, whatever the others do, and waits for none. */
  emit<N extends HookName>(name: N, letter: Message<HookPayloads[N]>): void
  /** The same as soon as the caller of `ingest` has its receipt. */
  emitAfterReceipt<N extends HookName>(name: N, letter: Message<HookPayloads[N]>): void
  /** Tells the log and `error`. */
  fail(failure: OwnFailure): void
  /** Whether anyone listens for any of these. */
  hears(names: readonly HookName[]): boolean
  /** Resolves when every listener is idle. */
  settled(): Promise<void>
  /** Ends all listening, for good. */
  stop(): void
}

/** What the emitter holds for a listener: the same function given twice is called twice. */
type Registered = ((letter: Message<unknown>) => void) & { readonly listener: unknown; readonly end: Unsubscribe }

export const hooks = (logger: Logger, mostListeners: number): Hooks => {
  const emitter = new EventEmitter()
  const underWay = new Set<Promise<void>>()
  let isStopped = false

  const follow = (work: Promise<void>): void => {
    underWay.add(work)
    void work.then(() => underWay.delete(work))
  }

  const fail = (failure: OwnFailure): void => {
    logger(failureLine(failure))
    emitter.emit('error', { payload: Object.freeze(failure) })
  }

  /** What fails behind `error` itself is only logged: it would come round for ever. */
  const failBehind = (name: HookName, failure: OwnFailure): void => {
    if (name === 'error') logger(failureLine(failure))
    else fail(failure)
  }

  const register = <N extends HookName>(
    name: N,
    listener: Listener<N>,
    { signal }: ListenOptions,
    isOnce: boolean,
  ): Unsubscribe => {
    refuseFaults(name, listener, signal)
    if (isStopped) throw new LedgerError(storeClosed)
    if (signal?.aborted === true) return () => {}
    if (emitter.listenerCount(name) >= mostListeners) throw new LedgerError(tooManyListeners(name, mostListeners))
    const box = listenerQueue<HookPayloads[N]>(listener, {
      works: follow,
      failed: (cause) => failBehind(name, { _tag: 'ListenerFailed', retryable: false, hook: name, cause }),
      dropped: (places) => behind(name, places).forEach((failure) => failBehind(name, failure)),
    })
    const end = (): void => {
      box.end()
      emitter.off(name, registered)
      signal?.removeEventListener('abort', end)
    }
    const post = (letter: Message<HookPayloads[N]>): void => {
      if (isOnce) emitter.off(name, registered)
      box.post(letter)
      if (isOnce) end()
    }
    const registered = Object.assign(post, { listener, end }) as Registered
    emitter.on(name, registered)
    signal?.addEventListener('abort', end)
    return end
  }

  return {
    on: (name, listener, options = {}) => register(name, listener, options, false),
    once: (name, listener, options = {}) => register(name, listener, options, true),
    off: (name, listener) => {
      refuseFaults(name, listener, undefined)
      for (const registered of emitter.listeners(name) as Registered[])
        if (registered.listener === listener) registered.end()
    },
    emit: (name, letter) => void emitter.emit(name, letter),
    emitAfterReceipt: (name, letter) => follow(afterReceipts().then(() => void emitter.emit(name, letter))),
    fail,
    hears: (names) => names.some((name) => emitter.listenerCount(name) > 0),
    settled: async () => {
      while (underWay.size > 0) await Promise.all(underWay)
    },
    stop: () => {
      isStopped = true
      for (const name of hookNames) for (const { end } of emitter.listeners(name) as Registered[]) end()
    },
  }
}

/** Hosts in plain JavaScript listen for what they like. */
const refuseFaults = (name: HookName, listener: unknown, signal: AbortSignal | undefined): void => {
  if (!hookNames.includes(name)) throw new LedgerError(invalidArgument('hook', `one of ${hookNames.join(', ')}`))
  if (typeof listener !== 'function') throw new LedgerError(invalidArgument('listener', 'a function'))
  if (signal !== undefined && typeof signal?.addEventListener !== 'function')
    throw new LedgerError(invalidArgument('signal', 'an AbortSignal'))
}

const tooManyListeners = (hook: HookName, most: number): TooManyListeners => ({
  _tag: 'TooManyListeners',
  retryable: false,
  hook,
  most,
  advice: 'end listeners that are done (off, a signal), or raise limits.listeners',
})
