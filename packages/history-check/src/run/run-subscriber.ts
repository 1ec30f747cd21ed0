import { createLedger } from '@partner-ledger/core'

import type { Environment } from './environment.js'
import type { SubscriberJob } from './job.js'
import { observedStore } from './observed-store.js'
import { recordingHandler, recordingProjection } from './recording-handler.js'
import { subscribeToAll } from './subscribe.js'

/** Longer than any history runs: the longest that a ledger accepts, in ms. */
const neverMs = 2 ** 31 - 1

/** Subscribes until `stopping` resolves, or until it has caught up; then it stops cleanly. */
export const runSubscriber = async (
  environment: Environment,
  job: SubscriberJob,
  stopping: Promise<unknown>,
): Promise<void> => {
  const { subscribe = subscribeToAll, projection } = environment
  const store = observedStore(environment, job.process)
  const ledger = createLedger({ store, pollMs: job.polls ? undefined : neverMs })
  const projected = projection?.(job.subscription, job.process)
  const handle =
    projected === undefined
      ? recordingHandler(environment, job)
      : recordingProjection(environment, job, projected.handle)
  const subscription = subscribe({ job, ledger, store, handle })
  const caughtUp = job.until === 'caught-up' ? [subscription.caughtUp()] : []
  const end = await Promise.race([stopping, subscription.ended, ...caughtUp])
  if (isFailed(end))
    throw new Error(`the subscription ${job.subscription} failed: ${JSON.stringify(end.error)}`, { cause: end.error })
  await subscription.stop()
  await ledger.close()
}

const isFailed = (end: unknown): end is { readonly _tag: 'failed'; readonly error: unknown } =>
  typeof end === 'object' && end !== null && '_tag' in end && end._tag === 'failed'
