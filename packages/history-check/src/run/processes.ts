import { setTimeout } from 'node:timers/promises'

import type { HistoryProcess } from './history-process.js'
import type { Job } from './job.js'
import type { Journal } from './journal.js'

/** The processes of a history. What is done to them is written into the journal. */
export interface Processes {
  running(): readonly HistoryProcess[]
  start(job: Job): Promise<HistoryProcess>
  kill(process: HistoryProcess): Promise<void>
  pause(process: HistoryProcess): void
  resume(process: HistoryProcess): void
  /** Stops these cleanly. */
  stop(processes: readonly HistoryProcess[]): Promise<void>
  /** Waits for a condition. Throws if a process fails, and after `timeoutMs`. */
  until(holds: () => boolean, description: string): Promise<void>
  /** Kills every process that is left. */
  killAll(): Promise<void>
}

export const processesOf = (
  journal: Journal,
  startProcess: (job: Job) => Promise<HistoryProcess>,
  timeoutMs: number,
): Processes => {
  const running = new Set<HistoryProcess>()
  const killed = new Set<HistoryProcess>()
  let failure: { readonly cause: unknown } | undefined

  const waitForExit = async (process: HistoryProcess): Promise<void> => {
    try {
      await process.exited
      if (!killed.has(process)) journal.write({ _tag: 'stopped', process: process.job.process })
    } catch (cause) {
      failure ??= { cause }
    }
    running.delete(process)
  }

  const kill = async (process: HistoryProcess): Promise<void> => {
    killed.add(process)
    await process.kill()
    journal.write({ _tag: 'killed', process: process.job.process })
    running.delete(process)
  }

  const until: Processes['until'] = async (holds, description) => {
    const start = performance.now()
    while (failure === undefined && !holds()) {
      if (performance.now() - start > timeoutMs) throw new Error(`waited ${timeoutMs} ms until ${description}`)
      await setTimeout(2)
    }
    if (failure !== undefined) throw failure.cause
  }

  return {
    running: () => [...running],
    start: async (job) => {
      const subscription = job.role === 'writer' ? {} : { subscription: job.subscription }
      journal.write({ _tag: 'started', process: job.process, ...subscription })
      const process = await startProcess(job)
      running.add(process)
      void waitForExit(process)
      return process
    },
    kill,
    pause: (process) => {
      journal.write({ _tag: 'paused', process: process.job.process })
      process.pause()
    },
    resume: (process) => {
      journal.write({ _tag: 'resumed', process: process.job.process })
      process.resume()
    },
    stop: async (processes) => {
      for (const process of processes) process.stop()
      await until(() => processes.every((process) => !running.has(process)), 'every process had stopped')
    },
    until,
    killAll: async () => {
      for (const process of [...running]) await kill(process)
    },
  }
}
