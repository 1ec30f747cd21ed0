import type { Job } from './job.js'

/** A process of a history, forked or simulated, that runs one job. */
export interface HistoryProcess {
  readonly job: Job
  /** Resolves once it has exited, by itself or not; rejects if it failed. */
  readonly exited: Promise<void>
  /** Lets it stop cleanly. */
  stop(): void
  /** Ends it as `kill -9` does, and resolves once it has exited. */
  kill(): Promise<void>
  /** Suspends it where it is, like a machine that sleeps. */
  pause(): void
  resume(): void
}
