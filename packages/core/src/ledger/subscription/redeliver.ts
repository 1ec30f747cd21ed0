import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../failure/store-error.js'
import { outcomeUnknown } from '../../failure/store-error.js'
import { noSuchParked, poisonEvent } from '../../failure/subscription-errors.js'
import { membershipCache } from '../change/membership-cache.js'
import { tenantOf } from '../log/stream-names.js'
import { commits } from './deliver.js'
import { type Delivery, deliveryOf } from './delivery.js'
import type { LeasedRun } from './leased-run.js'
import { findParked, type ParkedPlace, type ParkedRecord, type RedeliverError, settleParked } from './parked.js'
import { checkpointAt, noteSaved, reloadCheckpoint, type TenantCheckpoint } from './tenant-checkpoint.js'

/** Hands over the requested deliveries, one after the other, and resolves the requests. */
export const serveRedeliveries = async (run: LeasedRun): Promise<void> => {
  for (;;) {
    const request = run.context.redeliveries.shift()
    if (request === undefined) return
    request.resolve(await redeliver(run, request.at))
  }
}

/** Hands a parked delivery over once more, between two others; deliveries after it in the log were handled before. */
const redeliver = async (run: LeasedRun, at: ParkedPlace): Promise<Either<RedeliverError, void>> => {
  const { events, settings, time } = run.context
  const checkpoint = run.checkpoints.get(tenantOf(at.orgId))
  if (checkpoint === undefined) return left(noSuchParked(at.orgId, at.position))
  const found = await findParked(events, settings.name, at)
  if (found._tag === 'Left') return found
  const handled = await handleAgain(run, checkpoint, found.right)
  if (handled._tag === 'Left') return handled
  return settleParked(events, settings.name, time.now(), found.right, 'redelivered')
}

const handleAgain = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  { parked, record, fact }: ParkedRecord,
): Promise<Either<RedeliverError, void>> => {
  const { events, forgets } = run.context
  const attempt = fact.attempts + 1
  const isForgotten = await forgets.catchUp(checkpoint.tenant)
  if (isForgotten._tag === 'Left') return isForgotten
  const reader = { events, known: membershipCache(), isForgotten: isForgotten.right }
  const delivery = await deliveryOf(reader, checkpoint.tenant, record, checkpoint.replayUntil)
  if (delivery._tag === 'Left') return delivery
  if (delivery.right === undefined) return left(noSuchParked(parked.orgId, parked.position))
  try {
    return await handOver(run, checkpoint, delivery.right, attempt)
  } catch (cause) {
    return left(poisonEvent(parked.orgId, parked.position, attempt, cause))
  }
}

/** Throws what the handler throws. A handler that puts checkpoints puts the present one again. */
const handOver = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  delivery: Delivery,
  attempt: number,
): Promise<Either<StoreError, void>> => {
  const { handle, name } = run.context.settings
  if (!commits(handle)) {
    await handle(delivery, { attempt, signal: run.handlerSignal })
    return right(undefined)
  }
  const { tenant, mark, replayUntil, revision } = checkpoint
  const step = { place: { name, tenant }, expected: revision, checkpoint: checkpointAt(run, mark, replayUntil) }
  const outcome = await handle.commit([delivery], step)
  if (outcome._tag === 'Left') return outcome
  if (outcome.right._tag === 'put') {
    noteSaved(checkpoint, mark.position, outcome.right.revision)
    return right(undefined)
  }
  const end = await reloadCheckpoint(run, checkpoint)
  if (end !== undefined) run.end(end)
  return left(outcomeUnknown('the checkpoint stood at another revision'))
}
