import { LedgerError } from '../../store/ledger-error.js'
import { appendParkedFact, parkedKey, readParkedFacts } from './parked-facts.js'
import { withRetry } from './with-retry.js'
import type { TenantCheckpoint } from './tenant-checkpoint.js'
import type { PendingDelivery } from './item.js'
import type { LeasedRun } from './leased-run.js'
import { poisonEvent } from './subscription-errors.js'
import type { RunEnd } from './work.js'

/**
 * Says in the organisation's own log that the subscription goes on without this delivery. It is said before the
 * checkpoint moves: a crash in between parks it again, and the log answers a duplicate.
 */
export const park = async (
  run: LeasedRun,
  place: TenantCheckpoint,
  { record, delivery }: PendingDelivery,
  attempts: number,
  cause: unknown,
): Promise<RunEnd | undefined> => {
  const { events, settings, time, condition, logger } = run.work
  const { name } = settings
  const known = await withRetry(run, () => readParkedFacts(events, place.tenant, name))
  if (known._tag === 'Left') return known.left
  const earlier = known.right.get(parkedKey(record))
  const times = (earlier?.times ?? 0) + (earlier?.step === 'parked' ? 0 : 1)
  const fact = { step: 'parked', stream: record.stream, version: record.version, times, attempts } as const
  const error = errorName(cause)
  const said = await withRetry(run, () => appendParkedFact(events, place.tenant, name, time.now(), { ...fact, error }))
  if (said._tag === 'Left') return said.left
  const { orgId, position } = delivery
  condition.lastError = poisonEvent(orgId, position, attempts, cause)
  logger({ level: 'error', code: 'subscription-parked', subscription: name, orgId, position, attempts, error })
  run.work.tell({ _tag: 'SubscriptionWarning', retryable: true, name, error: condition.lastError })
  return undefined
}

/** What was thrown, by its kind: a tag or a class, never its message. */
export const errorName = (cause: unknown): string => {
  const thrown: LedgerError | undefined = cause instanceof LedgerError ? cause : undefined
  const name: unknown = thrown?.error._tag ?? (cause instanceof Error ? cause.name : typeof cause)
  return typeof name === 'string' && /^[A-Za-z_$][\w$]{0,99}$/.test(name) ? name : 'Error'
}
