import type { CheckpointedHandler } from '../../store/checkpoints/checkpoint-store.js'
import { pauseAfter } from './back-off.js'
import type { Delivery } from './delivery.js'
import type { PendingDelivery } from './item.js'
import { park } from './park.js'
import type { TenantCheckpoint } from './tenant-checkpoint.js'
import type { LeasedRun } from './leased-run.js'
import { handlerFailed, poisonEvent } from './subscription-errors.js'
import type { DeliveryHandler } from './subscription-options.js'
import { failed, noteTrouble, type RunEnd } from './work.js'

/** What the handler threw. */
export interface Thrown {
  readonly cause: unknown
}

/** Whether a handler puts its checkpoints itself. */
export const commits = (
  handle: DeliveryHandler | CheckpointedHandler<Delivery>,
): handle is CheckpointedHandler<Delivery> => typeof handle !== 'function'

/** What one attempt came to: nothing more to do, why the run is not to go on, or what was thrown. */
type Attempt = RunEnd | Thrown | undefined

/**
 * Hands one delivery over until it is handled or parked; answers why the run is not to go on. A handler that answers at
 * once is not waited for: no promise is made for its delivery.
 */
export const deliver = (
  run: LeasedRun,
  place: TenantCheckpoint,
  handle: DeliveryHandler,
  item: PendingDelivery,
): RunEnd | undefined | Promise<RunEnd | undefined> =>
  untilHandled(run, place, item, (attempt) => {
    try {
      const handled = handle(item.delivery, { attempt, signal: run.over })
      return handled === undefined ? undefined : settled(handled)
    } catch (cause) {
      return { cause }
    }
  })

const settled = async (handled: Promise<void>): Promise<Attempt> => {
  try {
    await handled
    return undefined
  } catch (cause) {
    return { cause }
  }
}

/** Attempts with back-off, up to the last one; a run that ends has no more of them. */
export const untilHandled = (
  run: LeasedRun,
  place: TenantCheckpoint,
  item: PendingDelivery,
  attemptOnce: (attempt: number) => Attempt | Promise<Attempt>,
): RunEnd | undefined | Promise<RunEnd | undefined> => {
  const { condition, time } = run.work
  const { orgId, position } = item.delivery
  condition.inHand = { orgId, position, since: time.now() }
  const first = attemptOnce(1)
  if (first !== undefined) return insisting(run, place, item, attemptOnce, first)
  condition.inHand = undefined
  return undefined
}

const insisting = async (
  run: LeasedRun,
  place: TenantCheckpoint,
  item: PendingDelivery,
  attemptOnce: (attempt: number) => Attempt | Promise<Attempt>,
  first: Attempt | Promise<Attempt>,
): Promise<RunEnd | undefined> => {
  const { work } = run
  const { settings, condition, time, random } = work
  const { orgId, position } = item.delivery
  const { state } = condition
  try {
    let met = await first
    for (let attempt = 1; ; attempt += 1) {
      if (met === undefined) {
        if (attempt > 1) condition.state = state
        return undefined
      }
      if ('_tag' in met) return met
      const end = run.ending()
      if (end !== undefined) return end
      if (attempt >= settings.retry.attempts) return await poison(run, place, item, attempt, met.cause)
      noteTrouble(work, handlerFailed(orgId, position, attempt, met.cause))
      await time.sleep(Math.max(1, pauseAfter(settings.retry, attempt, random)), run.awake)
      const ended = run.ending()
      if (ended !== undefined) return ended
      met = await attemptOnce(attempt + 1)
    }
  } finally {
    condition.inHand = undefined
  }
}

const poison = async (
  run: LeasedRun,
  place: TenantCheckpoint,
  item: PendingDelivery,
  attempts: number,
  cause: unknown,
): Promise<RunEnd | undefined> => {
  if (run.work.settings.onPoison === 'park') return park(run, place, item, attempts, cause)
  const { orgId, position } = item.delivery
  return failed(poisonEvent(orgId, position, attempts, cause))
}
