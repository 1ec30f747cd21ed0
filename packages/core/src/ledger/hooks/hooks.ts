import { EventEmitter } from 'eventemitter3'

import { LedgerError } from '../../failure/ledger-error.js'
import { invalidArgument, storeClosed } from '../../failure/store-error.js'
import type { TooManyListeners } from '../../failure/too-many-listeners.js'
import type { Unsubscribe } from '../../store/event-store.js'
import type { Logger } from '../logger.js'
import { onAbort } from '../on-abort.js'
import { afterReceipts } from './after-receipts.js'
import type { HookPayloads, Listener } from './hook.js'
import { failureLine, overflows, type OwnFailure } from './hook-failure.js'
import { type HookName, hookNames } from './hook-name.js'
import { type Message, listenerQueue } from './listener-queue.js'

/** How long a listener listens. */
export interface ListenOptions {
  /** Removes the listener when it aborts. Any number of listeners may share one signal. */
  readonly signal?: AbortSignal | undefined
}

/** Calls of listeners in this process, after the receipt. They guarantee no delivery: a subscription does. */
export interface Hooks {
  on<N extends HookName>(name: N, listener: Listener<N>, options?: ListenOptions): Unsubscribe
  once<N extends HookName>(name: N, listener: Listener<N>, options?: ListenOptions): Unsubscribe
  off<N extends HookName>(name: N, listener: Listener<N>): void
  /** Calls every listener, whatever the others do, and waits for none. */
  emit<N extends HookName>(name: N, message: Message<HookPayloads[N]>): void
  /** The same as soon as the caller of `ingest` has its receipt. */
  emitAfterReceipt<N extends HookName>(name: N, message: Message<HookPayloads[N]>): void
  /** Logs a failure, and calls the listeners of `error`. */
  fail(failure: OwnFailure): void
  /** Whether any of these hooks has a listener. */
  hasListeners(names: readonly HookName[]): boolean
  /** Resolves when every listener is idle. */
  settled(): Promise<void>
  /** Removes all listeners, for good. */
  stop(): void
}

/** What the emitter holds for a listener: the same function given twice is called twice. */
type Registered = ((message: Message<unknown>) => void) & { readonly listener: unknown; readonly end: Unsubscribe }

export const hooks = (logger: Logger, mostListeners: number): Hooks => {
  const emitter = new EventEmitter()
  const running = new Set<Promise<void>>()
  let isStopped = false

  const track = (work: Promise<void>): void => {
    running.add(work)
    void work.then(() => running.delete(work))
  }

  const fail = (failure: OwnFailure): void => {
    logger(failureLine(failure))
    emitter.emit('error', { payload: Object.freeze(failure) })
  }

  /** A failure of a listener of `error` is only logged: it would repeat for ever. */
  const failAt = (name: HookName, failure: OwnFailure): void => {
    if (name === 'error') logger(failureLine(failure))
    else fail(failure)
  }

  const register = <N extends HookName>(
    name: N,
    listener: Listener<N>,
    { signal }: ListenOptions,
    isOnce: boolean,
  ): Unsubscribe => {
    checkListener(name, listener, signal)
    if (isStopped) throw new LedgerError(storeClosed)
    if (signal?.aborted === true) return () => {}
    if (emitter.listenerCount(name) >= mostListeners) throw new LedgerError(tooManyListeners(name, mostListeners))
    const queue = listenerQueue<HookPayloads[N]>(listener, {
      onBusy: track,
      onFailed: (cause) => failAt(name, { _tag: 'ListenerFailed', retryable: false, hook: name, cause }),
      onDropped: (sources) => overflows(name, sources).forEach((failure) => failAt(name, failure)),
    })
    const end = (): void => {
      queue.end()
      emitter.off(name, registered)
      takeBack()
    }
    const post = (message: Message<HookPayloads[N]>): void => {
      if (isOnce) emitter.off(name, registered)
      queue.post(message)
      if (isOnce) end()
    }
    const registered = Object.assign(post, { listener, end }) as Registered
    emitter.on(name, registered)
    const takeBack = onAbort(signal, end)
    return end
  }

  return {
    on: (name, listener, options = {}) => register(name, listener, options, false),
    once: (name, listener, options = {}) => register(name, listener, options, true),
    off: (name, listener) => {
      checkListener(name, listener, undefined)
      for (const registered of emitter.listeners(name) as Registered[])
        if (registered.listener === listener) registered.end()
    },
    emit: (name, message) => void emitter.emit(name, message),
    emitAfterReceipt: (name, message) => track(afterReceipts().then(() => void emitter.emit(name, message))),
    fail,
    hasListeners: (names) => names.some((name) => emitter.listenerCount(name) > 0),
    settled: async () => {
      while (running.size > 0) await Promise.all(running)
    },
    stop: () => {
      isStopped = true
      for (const name of hookNames) for (const { end } of emitter.listeners(name) as Registered[]) end()
    },
  }
}

/** Hosts in plain JavaScript pass anything. */
const checkListener = (name: HookName, listener: unknown, signal: AbortSignal | undefined): void => {
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
  advice: 'remove listeners that are done (off, a signal), or raise limits.listeners',
})
