import type { Unsubscribe } from '../store/event-store.js'
import { LedgerError } from '../store/ledger-error.js'
import { storeClosed } from '../store/store-error.js'

/** Something that works by itself until it is told to stop: a timer, a poll, a subscription. */
export interface BackgroundTask {
  /** Begins nothing any more. Idempotent, and never throws. */
  stop(): void
  /** Resolves when what was under way has ended, and what it leaves is saved. Never rejects. */
  settled(): Promise<unknown>
}

/** What works by itself in a ledger, so that closing ends all of it. */
export interface BackgroundTasks {
  /** Begins the work, unless the signal is aborted; what is answered stops it. Throws `StoreClosed` once it is closed. */
  begin(work: () => BackgroundTask, signal?: AbortSignal): Unsubscribe
  /** Stops everything, for good. */
  stop(): void
  settled(): Promise<unknown>
}

export const backgroundTasks = (): BackgroundTasks => {
  const working = new Set<BackgroundTask>()
  let isOpen = true
  return {
    begin: (make, signal) => {
      if (!isOpen) throw new LedgerError(storeClosed)
      if (signal?.aborted === true) return () => {}
      const work = make()
      const end = (): void => {
        work.stop()
        working.delete(work)
        signal?.removeEventListener('abort', end)
      }
      working.add(work)
      signal?.addEventListener('abort', end)
      return end
    },
    stop: () => {
      isOpen = false
      for (const work of working) work.stop()
    },
    settled: () => Promise.all([...working].map((work) => work.settled())),
  }
}
