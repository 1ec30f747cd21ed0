import { LedgerError } from '../failure/ledger-error.js'
import { storeClosed } from '../failure/store-error.js'
import type { Unsubscribe } from '../store/event-store.js'
import { onAbort } from './on-abort.js'

/** A timer, a poll or a subscription that runs until it is stopped. */
export interface BackgroundTask {
  /** Starts nothing more. Idempotent, and never throws. */
  stop(): void
  /** Resolves when the current turn has ended and its progress is saved. Never rejects. */
  settled(): Promise<unknown>
}

/** The background tasks of a ledger, so that closing it ends all of them. */
export interface BackgroundTasks {
  /** Starts a task, unless the signal is aborted, and returns how to stop it. Throws `StoreClosed` after `stop`. */
  start(task: () => BackgroundTask, signal?: AbortSignal): Unsubscribe
  /** Stops every task, for good. */
  stop(): void
  settled(): Promise<unknown>
}

export const backgroundTasks = (): BackgroundTasks => {
  const running = new Set<BackgroundTask>()
  let isOpen = true
  return {
    start: (make, signal) => {
      if (!isOpen) throw new LedgerError(storeClosed)
      if (signal?.aborted === true) return () => {}
      const task = make()
      running.add(task)
      const end = (): void => {
        task.stop()
        running.delete(task)
        takeBack()
      }
      const takeBack = onAbort(signal, end)
      return end
    },
    stop: () => {
      isOpen = false
      for (const task of running) task.stop()
    },
    settled: () => Promise.all([...running].map((task) => task.settled())),
  }
}
