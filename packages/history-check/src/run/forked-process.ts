import { fork } from 'node:child_process'
import { once } from 'node:events'

import type { HistoryProcess } from './history-process.js'
import type { Job } from './job.js'

/** A script that opens the store and calls `runProcess` with it. */
export interface ProcessScript {
  /** Plain JavaScript. */
  readonly script: URL | string
  readonly args: readonly string[]
}

/** The first message to a forked process. The second one, `stop`, stops it. */
export interface JobMessage {
  /** The path of the journal. */
  readonly journal: string
  readonly job: Job
}

/** Runs a job in a process of its own. */
export const forkedProcess = ({ script, args }: ProcessScript, message: JobMessage): HistoryProcess => {
  const { job } = message
  const child = fork(script, args, { execArgv: [] })
  let isKilled = false
  const exited = once(child, 'exit').then(([code]) => {
    if (!isKilled && code !== 0) throw new Error(`${job.process} ended by itself with code ${String(code)}`)
  })
  const send = (sent: JobMessage | 'stop'): void => {
    // A process that has exited receives nothing, which is no error here.
    child.send(sent, () => {})
  }
  send(message)
  return {
    job,
    exited,
    stop: () => send('stop'),
    kill: async () => {
      isKilled = true
      child.kill('SIGKILL')
      await exited
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
  }
}
