import type { Position, Tenant } from '../../store/event.js'
import { neverRejecting } from '../calls-in-flight.js'
import { readOrganisations } from '../log/organisations.js'
import { tenantOf } from '../log/stream-names.js'
import { leasePlace } from './lease.js'
import type { SubscriptionContext } from './work.js'

/** Waits until every event that is recorded now is handled, by this process or another; false if it ended first. */
export const caughtUp = async (work: SubscriptionContext, isEnded: () => boolean): Promise<boolean> => {
  let missing: Map<Tenant, Position> | undefined
  while (!isEnded()) {
    missing ??= await headsOf(work)
    if (missing !== undefined && (await isBegun(work)) && (await areHandled(work, missing))) return true
    if (!isEnded()) await nextMove(work)
  }
  return false
}

/** The heads as they are now; `undefined` where the store does not answer. */
const headsOf = async ({ events, settings }: SubscriptionContext): Promise<Map<Tenant, Position> | undefined> => {
  const { orgId } = settings
  const heads = new Map<Tenant, Position>()
  const organisations = orgId === 'all' ? await neverRejecting(() => readOrganisations(events)) : undefined
  if (organisations?._tag === 'Left') return undefined
  const tenants = (organisations?.right ?? [orgId]).map((id) => tenantOf(Number(id)))
  for (const tenant of tenants) {
    const head = await neverRejecting(() => events.head(tenant))
    if (head._tag === 'Left') return undefined
    heads.set(tenant, head.right)
  }
  return heads
}

/** Before a subscription to all organisations has begun, it is not settled what of them is to be handled. */
const isBegun = async ({ checkpoints, condition, settings }: SubscriptionContext): Promise<boolean> => {
  if (settings.orgId !== 'all' || condition.begun) return true
  const lease = await neverRejecting(() => checkpoints.get(leasePlace(settings.name)))
  return lease._tag === 'Right' && (lease.right?.position ?? 0) > 0
}

/** Takes out what is handled, and says whether that was all. Where another process works, its checkpoints tell. */
const areHandled = async (
  { checkpoints, condition, settings }: SubscriptionContext,
  missing: Map<Tenant, Position>,
): Promise<boolean> => {
  for (const [tenant, position] of missing) {
    let handled = condition.handled.get(tenant)
    if (handled === undefined) {
      const stored = await neverRejecting(() => checkpoints.get({ name: settings.name, tenant }))
      handled = stored._tag === 'Right' ? stored.right?.position : undefined
    }
    if ((handled ?? -1) < position) return false
    missing.delete(tenant)
  }
  return true
}

const nextMove = async ({ condition, time, pollMs }: SubscriptionContext): Promise<void> => {
  const awake = new AbortController()
  const watcher = (): void => awake.abort()
  condition.watchers.add(watcher)
  await time.sleep(pollMs, awake.signal)
  condition.watchers.delete(watcher)
}
