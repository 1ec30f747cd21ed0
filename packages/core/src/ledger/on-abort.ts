import type { Unsubscribe } from '../store/event-store.js'

/**
 * Calls `call` when the signal aborts, at once where it has. All calls for one signal share one listener on it: a host
 * may hand one signal to any number of listeners, and Node warns of a leak above ten.
 */
export const onAbort = (signal: AbortSignal | undefined, call: () => void): Unsubscribe => {
  if (signal === undefined) return () => {}
  if (signal.aborted) {
    call()
    return () => {}
  }
  const calls = callsOf.get(signal) ?? listenTo(signal)
  // An object of its own, so that a function that is given twice is called twice.
  const own = { call }
  calls.add(own)
  return () => {
    calls.delete(own)
    if (calls.size === 0) unlisten(signal)
  }
}

type Calls = Set<{ readonly call: () => void }>

const callsOf = new WeakMap<AbortSignal, Calls>()
const listenerOf = new WeakMap<AbortSignal, () => void>()

const listenTo = (signal: AbortSignal): Calls => {
  const calls: Calls = new Set()
  const listener = (): void => {
    unlisten(signal)
    for (const { call } of [...calls]) call()
  }
  callsOf.set(signal, calls)
  listenerOf.set(signal, listener)
  signal.addEventListener('abort', listener)
  return calls
}

const unlisten = (signal: AbortSignal): void => {
  const listener = listenerOf.get(signal)
  if (listener !== undefined) signal.removeEventListener('abort', listener)
  callsOf.delete(signal)
  listenerOf.delete(signal)
}
