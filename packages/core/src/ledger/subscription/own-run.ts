import type { HeldLease } from './lease.js'
import type { LeasedRun } from './leased-run.js'
import { runLoop } from './run-loop.js'
import { type RunEnd, stopped, type SubscriptionContext } from './work.js'

/** Works under the lease until the run ends, renewing it meanwhile, and gives it back. */
export const workUnder = async (
  work: SubscriptionContext,
  lease: HeldLease,
  epoch: string,
  given: AbortSignal,
): Promise<RunEnd> => {
  const over = new AbortController()
  const renewed = new AbortController()
  let ended: RunEnd | undefined
  const run: LeasedRun = {
    work,
    lease,
    epoch,
    over: AbortSignal.any([over.signal, given]),
    awake: AbortSignal.any([over.signal, given, work.stopping]),
    ending: () => ended ?? (work.stopping.aborted ? stopped : undefined),
    end: (how) => {
      ended ??= how
      over.abort()
      work.bell.ring()
    },
  }
  const renewing = keepRenewing(run, renewed.signal)
  const end = await runLoop(run)
  renewed.abort()
  await renewing
  over.abort()
  if (given.aborted) return ended ?? end
  const back = await lease.giveBack()
  if (back._tag === 'Left')
    work.logger({
      level: 'warn',
      code: 'subscription-lease-kept',
      subscription: work.settings.name,
      error: back.left._tag,
    })
  return ended ?? end
}

/** Also while a handler takes its time. A run that was given up is renewed no longer. */
const keepRenewing = async (run: LeasedRun, renewed: AbortSignal): Promise<void> => {
  const { time, settings } = run.work
  const enough = AbortSignal.any([renewed, run.over])
  for (;;) {
    await time.sleep(settings.leaseMs / 3, enough)
    if (enough.aborted) return
    const end = await run.lease.renew()
    if (end !== undefined) run.end(end)
  }
}
