import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../store/store-error.js'
import { outcomeUnknown } from '../../store/store-error.js'
import { neverRejecting } from '../calls-in-flight.js'
import { commits } from './deliver.js'
import type { Delivery } from './delivery.js'
import { membershipCache } from '../change/membership-cache.js'
import type { ReadState } from './reading.js'
import { tenantOf } from '../log/stream-names.js'
import { findParked, type ParkedPlace, type ParkedRecord, settleParked } from './parked.js'
import { adoptOwn, checkpointOf, noteKept, type TenantCheckpoint } from './tenant-checkpoint.js'
import { deliveryOf } from './read-delivery.js'
import type { LeasedRun } from './leased-run.js'
import type { RedeliverError } from './redelivery.js'
import { noSuchParked, poisonEvent } from './subscription-errors.js'

/** Hands over what was asked for, one after the other, and answers who asked. */
export const serveRedeliveries = async (run: LeasedRun, reading: ReadState): Promise<void> => {
  for (;;) {
    const asked = run.work.redeliveries.shift()
    if (asked === undefined) return
    asked.answer(await redeliver(run, reading, asked.at))
  }
}

/** Hands a parked delivery over once more, between two others: what came behind it was handled before it. */
const redeliver = async (
  run: LeasedRun,
  reading: ReadState,
  at: ParkedPlace,
): Promise<Either<RedeliverError, void>> => {
  const { events, settings, time } = run.work
  const place = reading.places.get(tenantOf(at.orgId))
  if (place === undefined) return left(noSuchParked(at.orgId, at.position))
  const found = await neverRejecting(() => findParked(events, settings.name, at))
  if (found._tag === 'Left') return found
  const handled = await handleAgain(run, reading, place, found.right)
  if (handled._tag === 'Left') return handled
  return neverRejecting(() => settleParked(events, settings.name, time.now(), found.right, 'redelivered'))
}

const handleAgain = async (
  run: LeasedRun,
  { forgets }: ReadState,
  place: TenantCheckpoint,
  { parked, record, fact }: ParkedRecord,
): Promise<Either<RedeliverError, void>> => {
  const { events } = run.work
  const attempt = fact.attempts + 1
  const isForgotten = await neverRejecting(() => forgets.catchUp(place.tenant))
  if (isForgotten._tag === 'Left') return isForgotten
  const reader = { events, known: membershipCache(), isForgotten: isForgotten.right }
  const delivery = await neverRejecting(async () => deliveryOf(reader, place.tenant, record, place.replayUntil))
  if (delivery._tag === 'Left') return delivery
  if (delivery.right === undefined) return left(noSuchParked(parked.orgId, parked.position))
  try {
    return await handOver(run, place, delivery.right, attempt)
  } catch (cause) {
    return left(poisonEvent(parked.orgId, parked.position, attempt, cause))
  }
}

/** Throws what the handler throws. A handler that puts checkpoints puts the one that stands. */
const handOver = async (
  run: LeasedRun,
  place: TenantCheckpoint,
  delivery: Delivery,
  attempt: number,
): Promise<Either<StoreError, void>> => {
  const { handle, name } = run.work.settings
  if (!commits(handle)) {
    await handle(delivery, { attempt, signal: run.over })
    return right(undefined)
  }
  const { tenant, position, replayUntil, revision } = place
  const checkpoint = checkpointOf(run, position, replayUntil)
  const outcome = await handle.commit([delivery], { place: { name, tenant }, expected: revision, checkpoint })
  if (outcome._tag === 'Left') return outcome
  if (outcome.right._tag === 'put') {
    noteKept(place, position, outcome.right.revision)
    return right(undefined)
  }
  const end = await adoptOwn(run, place)
  if (end !== undefined) run.end(end)
  return left(outcomeUnknown('the checkpoint stood at another revision'))
}
