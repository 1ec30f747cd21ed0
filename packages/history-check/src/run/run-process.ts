import type { LedgerStore } from '@partner-ledger/core'

import type { JobMessage } from './forked-process.js'
import { fileJournal } from './journal.js'
import { runJob } from './run-job.js'
import type { SubscriberOptions } from './subscriber-options.js'

/**
 * Runs the job that `runHistory` sends to this process, and ends the process afterwards. The script of a process opens
 * the store that its arguments name, and calls this with it.
 */
export const runProcess = (store: LedgerStore, options: SubscriberOptions = {}): Promise<void> =>
  new Promise((resolve, reject) => {
    let stop: (() => void) | undefined
    const exitAsOrphan = (): void => process.exit(1)

    const run = async ({ journal: path, job }: JobMessage): Promise<void> => {
      const stopping = new Promise<void>((resolveStopping) => {
        stop = resolveStopping
      })
      const journal = fileJournal(path)
      const write = async (record: Parameters<typeof journal.write>[0]): Promise<void> => journal.write(record)
      await runJob({ ...options, store, request: (call) => call(), write, records: journal.read }, job, stopping)
      await store.close()
      journal.close()
      process.off('disconnect', exitAsOrphan)
      process.disconnect()
    }

    process.on('disconnect', exitAsOrphan)
    process.on('message', (message: JobMessage | 'stop') => {
      if (message === 'stop') stop?.()
      else run(message).then(resolve, reject)
    })
  })
