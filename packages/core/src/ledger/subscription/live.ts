import type { Tenant } from '../../store/event.js'
import { membershipCache } from '../change/membership-cache.js'
import { type HeldLease, type LeaseTaken, takeLease } from './lease.js'
import type { ForgottenAsOf, LeasedRun } from './leased-run.js'
import { runLoop } from './run-loop.js'
import {
  notifyObservers,
  type RunEnd,
  stopped,
  type SubscriptionContext,
  type SubscriptionEnd,
} from './subscription-context.js'
import type { TenantCheckpoint } from './tenant-checkpoint.js'
import { type RetryContext, withRetry } from './with-retry.js'

/** Waits for the lease, runs under it, and waits again where it was lost: until it is stopped, or fails for good. */
export const live = async (context: SubscriptionContext, abandoned: AbortSignal): Promise<SubscriptionEnd> => {
  const { time, state, settings, pollMs, stopping, logger } = context
  const holder = observedHolder()
  for (;;) {
    const end = await runOnce(context, abandoned, holder.isOverdue(settings.leaseMs))
    if (end._tag === 'stopped' || end._tag === 'failed') return end
    state.phase = 'waiting'
    state.handled.clear()
    notifyObservers(state)
    if (end._tag === 'lost') logger({ level: 'warn', code: 'subscription-lease-lost', subscription: settings.name })
    const freeAfterMs = end._tag === 'lost' ? settings.leaseMs : Math.max(1, end.until - time.now())
    const pauseMs = Math.min(pollMs, freeAfterMs)
    await time.sleep(pauseMs, stopping)
    holder.observe(end, pauseMs)
  }
}

const runOnce = async (
  context: SubscriptionContext,
  abandoned: AbortSignal,
  isOverdue: boolean,
): Promise<RunEnd | LeaseTaken> => {
  const { events, stopping, newOwner } = context
  const ending = (): RunEnd | undefined => (stopping.aborted ? stopped : undefined)
  const retry: RetryContext = { context, ending, pauseSignal: stopping }
  if (stopping.aborted) return stopped
  const heads = await withRetry(retry, () => events.heads('', 1))
  if (heads._tag === 'Left') return heads.left
  const { epoch } = heads.right
  const owner = newOwner()
  const lease = await withRetry(retry, () => takeLease(context, epoch, owner, isOverdue))
  if (lease._tag === 'Left') return lease.left
  return '_tag' in lease.right ? lease.right : runUnder(context, lease.right, abandoned)
}

/** Runs under the lease until the run ends, renewing the lease meanwhile, and gives it back. */
const runUnder = async (context: SubscriptionContext, lease: HeldLease, abandoned: AbortSignal): Promise<RunEnd> => {
  const { forgets, stopping, wakeSignal, logger, settings } = context
  const isOver = new AbortController()
  const isDone = new AbortController()
  const memberships = membershipCache()
  let forgettings = 0
  const forgotten = new Map<Tenant, ForgottenAsOf>()
  const unsubscribes = [
    forgets.onForgotten(({ orgId, customerId }) => {
      forgettings += 1
      memberships.drop(orgId, customerId)
    }),
    forgets.watch.onDrop((tenant) => {
      memberships.clear(tenant)
      forgotten.delete(tenant)
    }),
  ]
  let ended: RunEnd | undefined
  const run: LeasedRun = {
    context,
    lease,
    checkpoints: new Map<Tenant, TenantCheckpoint>(),
    memberships,
    forgettings: () => forgettings,
    forgotten,
    handlerSignal: AbortSignal.any([isOver.signal, abandoned]),
    pauseSignal: AbortSignal.any([isOver.signal, abandoned, stopping]),
    ending: () => ended ?? (stopping.aborted ? stopped : undefined),
    end: (how) => {
      ended ??= how
      isOver.abort()
      wakeSignal.wake()
    },
  }
  const renewing = keepRenewing(run, isDone.signal)
  const end = await runLoop(run)
  isDone.abort()
  for (const unsubscribe of unsubscribes) unsubscribe()
  await renewing
  isOver.abort()
  if (abandoned.aborted) return ended ?? end
  const released = await lease.release()
  if (released._tag === 'Left') {
    const error = released.left._tag
    logger({ level: 'warn', code: 'subscription-lease-kept', subscription: settings.name, error })
  }
  return ended ?? end
}

/** Renews also while a handler takes its time. A run that was abandoned is renewed no longer. */
const keepRenewing = async (run: LeasedRun, isDone: AbortSignal): Promise<void> => {
  const { time, settings } = run.context
  const enough = AbortSignal.any([isDone, run.handlerSignal])
  for (;;) {
    await time.sleep(settings.leaseMs / 3, enough)
    if (enough.aborted) return
    const end = await run.lease.renew()
    if (end !== undefined) run.end(end)
  }
}

/**
 * Whether a holder still renews, by the time that passed here and not by the clock: a clock that was put back would
 * otherwise hold up everybody for as long as it was put back.
 */
const observedHolder = (): {
  observe: (end: RunEnd | LeaseTaken, ms: number) => void
  isOverdue: (leaseMs: number) => boolean
} => {
  let revision: number | undefined
  let unchangedMs = 0
  return {
    observe: (end, ms) => {
      const seen = end._tag === 'taken' ? end.revision : undefined
      unchangedMs = seen !== undefined && seen === revision ? unchangedMs + ms : 0
      revision = seen
    },
    isOverdue: (leaseMs) => unchangedMs >= 3 * leaseMs,
  }
}
