import type { Environment } from './environment.js'
import type { Job } from './job.js'
import { runSubscriber } from './run-subscriber.js'
import { runWriter } from './run-writer.js'

/** Runs a job to its end. A subscriber stops once `stopping` resolves. */
export const runJob = (environment: Environment, job: Job, stopping: Promise<unknown>): Promise<void> =>
  job.role === 'writer' ? runWriter(environment, job) : runSubscriber(environment, job, stopping)
