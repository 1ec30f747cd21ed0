import { moved } from './condition.js'
import { type LeaseTaken, takeLease } from './lease.js'
import { workUnder } from './own-run.js'
import { type RetryContext, withRetry } from './with-retry.js'
import { type RunEnd, stopped, type SubscriptionEnd, type SubscriptionContext } from './work.js'

/** Waits for the lease, works under it, and waits again where it was lost: until it is stopped, or fails for good. */
export const live = async (work: SubscriptionContext, givenUp: AbortSignal): Promise<SubscriptionEnd> => {
  const { time, condition, settings, pollMs, stopping, logger } = work
  const holder = watchedHolder()
  for (;;) {
    const end = await workOnce(work, givenUp, holder.isOverdue(settings.leaseMs))
    if (end._tag === 'stopped' || end._tag === 'failed') return end
    condition.state = 'waiting'
    condition.handled.clear()
    moved(condition)
    if (end._tag === 'lost') logger({ level: 'warn', code: 'subscription-lease-lost', subscription: settings.name })
    const pauseMs = end._tag === 'lost' ? pollMs : Math.min(pollMs, Math.max(1, end.until - time.now()))
    await time.sleep(pauseMs, stopping)
    holder.saw(end, pauseMs)
  }
}

const workOnce = async (
  work: SubscriptionContext,
  givenUp: AbortSignal,
  overdue: boolean,
): Promise<RunEnd | LeaseTaken> => {
  const { events, stopping, newOwner } = work
  const ending = (): RunEnd | undefined => (stopping.aborted ? stopped : undefined)
  const patience: RetryContext = { work, ending, awake: stopping }
  if (stopping.aborted) return stopped
  const epoch = await withRetry(patience, () => events.epoch())
  if (epoch._tag === 'Left') return epoch.left
  const owner = newOwner()
  const lease = await withRetry(patience, () => takeLease(work, epoch.right, owner, overdue))
  if (lease._tag === 'Left') return lease.left
  return '_tag' in lease.right ? lease.right : workUnder(work, lease.right, epoch.right, givenUp)
}

/**
 * Sees whether a holder still renews, by its own patience and not by the clock: a clock that was put back would else hold
 * up everybody for as long as it was put back.
 */
const watchedHolder = (): {
  saw: (end: RunEnd | LeaseTaken, ms: number) => void
  isOverdue: (leaseMs: number) => boolean
} => {
  let revision: number | undefined
  let unmovedMs = 0
  return {
    saw: (end, ms) => {
      const seen = end._tag === 'taken' ? end.revision : undefined
      unmovedMs = seen !== undefined && seen === revision ? unmovedMs + ms : 0
      revision = seen
    },
    isOverdue: (leaseMs) => unmovedMs >= 3 * leaseMs,
  }
}
