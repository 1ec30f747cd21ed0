import { poisonEvent } from '../../failure/subscription-errors.js'
import type { CheckpointedHandler } from '../../store/checkpoints/checkpoint-store.js'
import { pauseAfter } from './back-off.js'
import type { Delivery } from './delivery.js'
import type { LeasedRun } from './leased-run.js'
import { appendParkedFact, errorName, parkedKey, readParkedFacts } from './parked-facts.js'
import { type PendingDelivery, refreshDelivery } from './pending-delivery.js'
import { failed, reportRetry, type RunEnd } from './subscription-context.js'
import type { DeliveryHandler } from './subscription-options.js'
import { handlerFailed } from './subscription-warning.js'
import type { TenantCheckpoint } from './tenant-checkpoint.js'
import { withRetry } from './with-retry.js'

/** What the handler threw. */
export interface Thrown {
  readonly cause: unknown
}

/** Whether a handler puts its checkpoints itself. */
export const commits = (
  handle: DeliveryHandler | CheckpointedHandler<Delivery>,
): handle is CheckpointedHandler<Delivery> => typeof handle !== 'function'

/** The result of one attempt: handled (`undefined`), why the run is not to go on, or what was thrown. */
type AttemptResult = RunEnd | Thrown | undefined

type Attempt = (attempt: number) => AttemptResult | Promise<AttemptResult>

/**
 * Hands one delivery over until it is handled or parked; returns why the run is not to go on. A handler that returns no
 * promise is not waited for: no promise is made for its delivery.
 */
export const deliver = (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  handle: DeliveryHandler,
  item: PendingDelivery,
): RunEnd | undefined | Promise<RunEnd | undefined> =>
  untilHandled(run, checkpoint, item, (attempt) => {
    try {
      const handled = handle(item.delivery, { attempt, signal: run.handlerSignal })
      return handled === undefined ? undefined : settled(handled)
    } catch (cause) {
      return { cause }
    }
  })

const settled = async (handled: Promise<void>): Promise<AttemptResult> => {
  try {
    await handled
    return undefined
  } catch (cause) {
    return { cause }
  }
}

/** Attempts with back-off, up to the last one. A run that ends makes no more of them. */
export const untilHandled = (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  item: PendingDelivery,
  attempt: Attempt,
): RunEnd | undefined | Promise<RunEnd | undefined> => {
  const { state, time } = run.context
  const { orgId, position } = item.delivery
  state.inFlight = { orgId, position, since: time.now() }
  if (checkpoint.suspects > 0) return deliverSuspect(run, checkpoint, item, attempt)
  const first = attempt(1)
  if (first !== undefined) return repeat(run, checkpoint, item, attempt, first, 1)
  state.inFlight = undefined
  return undefined
}

/**
 * After a process died in a handler: each attempt is recorded before it is made, and those that were recorded count. The
 * record of the suspect stays until the suspect comes.
 */
const deliverSuspect = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  item: PendingDelivery,
  attempt: Attempt,
): Promise<RunEnd | undefined> => {
  const { lease, context } = run
  const { tenant } = checkpoint
  const { position } = item.delivery
  const suspect = lease.suspect?.tenant === tenant ? lease.suspect : undefined
  if (suspect !== undefined && position < suspect.position) return repeat(run, checkpoint, item, attempt, attempt(1), 1)
  const earlier = suspect?.position === position ? suspect.attempts : 0
  if (earlier >= context.settings.retry.attempts) return poison(run, checkpoint, item, earlier, processEnded())
  const end = await lease.recordAttempt(tenant, position, earlier + 1)
  return end ?? repeat(run, checkpoint, item, attempt, attempt(earlier + 1), earlier + 1)
}

const processEnded = (): Error => Object.assign(new Error('the process ended in the handler'), { name: 'ProcessEnded' })

const repeat = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  item: PendingDelivery,
  attemptOnce: Attempt,
  first: AttemptResult | Promise<AttemptResult>,
  made: number,
): Promise<RunEnd | undefined> => {
  const { context } = run
  const { settings, state, time, random } = context
  const { orgId, position } = item.delivery
  const { phase } = state
  try {
    let result = await first
    for (let attempt = made; ; attempt += 1) {
      if (result === undefined) {
        if (attempt > 1) state.phase = phase
        return undefined
      }
      if ('_tag' in result) return result
      const end = run.ending()
      if (end !== undefined) return end
      if (attempt >= settings.retry.attempts) return await poison(run, checkpoint, item, attempt, result.cause)
      reportRetry(context, handlerFailed(orgId, position, attempt, result.cause))
      await time.sleep(Math.max(1, pauseAfter(settings.retry, attempt, random)), run.pauseSignal)
      const ended =
        run.ending() ??
        (await run.lease.recordAttempt(checkpoint.tenant, position, attempt + 1)) ??
        (await refreshDelivery(run, checkpoint, item))
      if (ended !== undefined) return ended
      result = await attemptOnce(attempt + 1)
    }
  } finally {
    state.inFlight = undefined
  }
}

const poison = async (
  run: LeasedRun,
  checkpoint: TenantCheckpoint,
  item: PendingDelivery,
  attempts: number,
  cause: unknown,
): Promise<RunEnd | undefined> => {
  if (run.context.settings.onPoison === 'park') return park(run, checkpoint, item, attempts, cause)
  const { orgId, position } = item.delivery
  return failed(poisonEvent(orgId, position, attempts, cause))
}

/**
 * Records in the organisation's own log that the subscription continues without this delivery, before the checkpoint
 * moves: after a crash in between it is parked again, which is a duplicate.
 */
const park = async (
  run: LeasedRun,
  { tenant }: TenantCheckpoint,
  { record, delivery }: PendingDelivery,
  attempts: number,
  cause: unknown,
): Promise<RunEnd | undefined> => {
  const { events, settings, time, state, logger, onWarning } = run.context
  const { name } = settings
  const known = await withRetry(run, () => readParkedFacts(events, tenant, name))
  if (known._tag === 'Left') return known.left
  const earlier = known.right.get(parkedKey(record))
  const times = (earlier?.times ?? 0) + (earlier?.step === 'parked' ? 0 : 1)
  const error = errorName(cause)
  const fact = { step: 'parked', stream: record.stream, version: record.version, times, attempts, error } as const
  const parked = await withRetry(run, () => appendParkedFact(events, tenant, name, time.now(), fact))
  if (parked._tag === 'Left') return parked.left
  const { orgId, position } = delivery
  state.lastError = poisonEvent(orgId, position, attempts, cause)
  logger({ level: 'error', code: 'subscription-parked', subscription: name, orgId, position, attempts, error })
  onWarning({ _tag: 'SubscriptionWarning', retryable: true, name, error: state.lastError })
  return undefined
}
