import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { CheckpointedHandler, CheckpointOutcome } from '../../store/checkpoints/checkpoint-store.js'
import { type Thrown, untilHandled } from './deliver.js'
import type { Delivery } from './delivery.js'
import type { LeasedRun } from './leased-run.js'
import { markAt } from '../log/log-mark.js'
import { type PendingDelivery, refreshDelivery } from './pending-delivery.js'
import type { RunEnd } from './subscription-context.js'
import { checkpointAt, noteSaved, reloadCheckpoint, type TenantCheckpoint } from './tenant-checkpoint.js'
import { withRetry } from './with-retry.js'

/**
 * Hands a batch to a handler that puts its checkpoint itself. A batch that fails is handed over delivery by delivery, so
 * that only the delivery that fails is tried again, and parked.
 */
export const commitDeliveries = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  handler: CheckpointedHandler<Delivery>,
  items: readonly PendingDelivery[],
): Promise<RunEnd | undefined> => {
  if (checkpoint.suspects === 0) {
    const result = await commitOnce(run, checkpoint, handler, items)
    if (result === undefined || '_tag' in result) return result
  }
  for (const item of items) {
    const end =
      run.ending() ?? (await untilHandled(run, checkpoint, item, () => commitOnce(run, checkpoint, handler, [item])))
    if (end !== undefined) return end
    checkpoint.mark = markAt(checkpoint.mark.epoch, item.record)
  }
  return undefined
}

const commitOnce = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  handler: CheckpointedHandler<Delivery>,
  items: readonly PendingDelivery[],
): Promise<RunEnd | Thrown | undefined> => {
  const last = items.at(-1)
  if (last === undefined) return undefined
  const mark = markAt(checkpoint.mark.epoch, last.record)
  const place = { name: run.context.settings.name, tenant: checkpoint.tenant }
  while (checkpoint.savedPosition < mark.position) {
    for (const item of items) {
      const end = await refreshDelivery(run, checkpoint, item)
      if (end !== undefined) return end
    }
    const committed = await withRetry(run, () => {
      const next = checkpointAt(run, mark, checkpoint.replayUntil)
      const step = { place, expected: checkpoint.revision, checkpoint: next }
      return catching(() =>
        handler.commit(
          items.map(({ delivery }) => delivery),
          step,
        ),
      )
    })
    if (committed._tag === 'Left') return committed.left
    const outcome = committed.right
    if (!('_tag' in outcome)) return outcome
    if (outcome._tag === 'put') noteSaved(checkpoint, mark.position, outcome.revision)
    else {
      const end = await reloadCheckpoint(run, checkpoint)
      if (end !== undefined) return end
    }
  }
  return undefined
}

/** What the host's code throws is a failed attempt; a `Left` is the store's error. */
const catching = async (commit: () => Answer<CheckpointOutcome>): Answer<CheckpointOutcome | Thrown> => {
  try {
    return await commit()
  } catch (cause) {
    return right({ cause })
  }
}
