import type { LedgerStore } from '@partner-ledger/core'

import { connection } from './connection.js'
import type { HistoryProcess } from './history-process.js'
import type { Job } from './job.js'
import type { Journal } from './journal.js'
import { runJob } from './run-job.js'
import type { SubscriberOptions } from './subscriber-options.js'

/** A simulated process. After a kill, `dispose` ends what is left of it. */
export interface LocalProcess extends HistoryProcess {
  dispose(): Promise<void>
}

/**
 * Simulates a process in this one, over a handle of its own. A kill cuts its connection: calls in flight may still reach
 * the store, and no answer comes back. Its timers run on until it is disposed.
 */
export const localProcess = (
  store: LedgerStore,
  subscriberOptions: SubscriberOptions,
  journal: Journal,
  job: Job,
): LocalProcess => {
  const own = connection(journal)
  let stop = (): void => {}
  let exit = (): void => {}
  const stopping = new Promise<void>((resolve) => {
    stop = resolve
  })
  const killed = new Promise<void>((resolve) => {
    exit = resolve
  })
  const { request, write } = own
  const finished = runJob({ ...subscriberOptions, store, request, write, records: journal.read }, job, stopping)
  const closed = finished.then(
    () => store.close(),
    () => store.close(),
  )
  return {
    job,
    exited: Promise.race([finished, killed]),
    stop: () => stop(),
    kill: async () => {
      own.cut()
      exit()
    },
    pause: own.pause,
    resume: own.resume,
    dispose: async () => {
      stop()
      own.dispose()
      await closed
    },
  }
}
