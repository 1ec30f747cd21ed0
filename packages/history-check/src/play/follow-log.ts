import { createLedger } from '@partner-ledger/core'

import { subscribeToAll } from './following.js'
import { committing, noting } from './handle-deliveries.js'
import { observedStore } from './observed-store.js'
import type { SubscriberPart } from './part.js'
import type { Stage } from './stage.js'

/** Works under the name of the subscription until it is told to stop, or has caught up; then it ends cleanly. */
export const followLog = async (stage: Stage, part: SubscriberPart, told: Promise<unknown>): Promise<void> => {
  const { follow = subscribeToAll, projection } = stage
  const store = observedStore(stage, part.run)
  const ledger = createLedger({ store })
  const projected = projection?.(part.subscription, part.run)
  const handle = projected === undefined ? noting(stage, part) : committing(stage, part, projected.handle)
  const following = follow({ part, ledger, store, handle })
  const end = await Promise.race([told, following.ended, ...(part.until === 'caught-up' ? [following.caughtUp()] : [])])
  if (isFailed(end))
    throw new Error(`the subscription ${part.subscription} failed: ${JSON.stringify(end.error)}`, { cause: end.error })
  await following.stop()
  await ledger.close()
}

const isFailed = (end: unknown): end is { readonly _tag: 'failed'; readonly error: unknown } =>
  typeof end === 'object' && end !== null && '_tag' in end && end._tag === 'failed'
