import { fork } from 'node:child_process'
import { once } from 'node:events'

import type { EventStore } from '@partner-ledger/core/store'

import type { Writer, WriterJob } from './subject.js'
import { writeJob } from './write-job.js'

/**
 * Starts a script, plain JavaScript, as a writer in a process of its own: all that the script does is to open the store
 * that `args` name and to call `writeUntilKilled` with it.
 */
export const forkWriter = async (script: URL | string, args: readonly string[], job: WriterJob): Promise<Writer> => {
  const child = fork(script, args, { execArgv: [] })
  const acknowledged: string[] = []
  let failure: Error | undefined
  child.on('message', (id) => {
    if (typeof id === 'string') acknowledged.push(id)
  })
  child.on('error', (error) => (failure = error))
  const gone = Promise.all([once(child, 'exit'), once(child, 'disconnect')])
  await once(child, 'spawn')
  child.send({ ...job })
  return {
    acknowledged: () => {
      if (failure !== undefined) throw failure
      if (child.exitCode !== null) throw new Error(`the writer ended by itself with code ${child.exitCode}`)
      return acknowledged
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Waits for the job of `forkWriter`, then appends until the process is killed. Each id is sent once it is stored. */
export const writeUntilKilled = async (store: EventStore): Promise<void> => {
  const [job] = (await once(process, 'message')) as [WriterJob]
  await writeJob(store, job, (id) => new Promise((sent) => process.send?.(id, undefined, {}, (error) => sent(!error))))
}
