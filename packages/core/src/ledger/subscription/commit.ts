import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { CheckpointedHandler, CheckpointOutcome } from '../../store/checkpoints/checkpoint-store.js'
import { type Thrown, untilHandled } from './deliver.js'
import type { Delivery } from './delivery.js'
import type { PendingDelivery } from './item.js'
import { withRetry } from './with-retry.js'
import { adoptOwn, checkpointOf, noteKept, type TenantCheckpoint } from './tenant-checkpoint.js'
import type { LeasedRun } from './leased-run.js'
import type { RunEnd } from './work.js'

/**
 * Hands a batch to a handler that puts its checkpoint itself. One that fails is handed over delivery by delivery, so that
 * only the one that is to blame is tried again, and parked.
 */
export const commitItems = async (
  run: LeasedRun,
  place: TenantCheckpoint,
  handler: CheckpointedHandler<Delivery>,
  items: readonly PendingDelivery[],
): Promise<RunEnd | undefined> => {
  const met = await commitOnce(run, place, handler, items)
  if (met === undefined || '_tag' in met) return met
  for (const item of items) {
    const end = run.ending() ?? (await untilHandled(run, place, item, () => commitOnce(run, place, handler, [item])))
    if (end !== undefined) return end
    place.position = item.record.position
  }
  return undefined
}

const commitOnce = async (
  run: LeasedRun,
  place: TenantCheckpoint,
  handler: CheckpointedHandler<Delivery>,
  items: readonly PendingDelivery[],
): Promise<RunEnd | Thrown | undefined> => {
  const deliveries = items.map(({ delivery }) => delivery)
  const position = deliveries.at(-1)?.position ?? place.position
  const at = { name: run.work.settings.name, tenant: place.tenant }
  while (place.kept < position) {
    const met = await withRetry(run, () => {
      const step = { place: at, expected: place.revision, checkpoint: checkpointOf(run, position, place.replayUntil) }
      return caught(() => handler.commit(deliveries, step))
    })
    if (met._tag === 'Left') return met.left
    const outcome = met.right
    if (!('_tag' in outcome)) return outcome
    if (outcome._tag === 'put') noteKept(place, position, outcome.revision)
    else {
      const end = await adoptOwn(run, place)
      if (end !== undefined) return end
    }
  }
  return undefined
}

/** What the host's code throws is an attempt that failed; what the store answers is the store's. */
const caught = async (commit: () => Answer<CheckpointOutcome>): Answer<CheckpointOutcome | Thrown> => {
  try {
    return await commit()
  } catch (cause) {
    return right({ cause })
  }
}
