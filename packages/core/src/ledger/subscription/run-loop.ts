import { type Either, left, right } from 'fp-ts/lib/Either.js'

import { checkpointBeyondHead, subscriptionNotActive } from '../../failure/subscription-errors.js'
import type { Tenant } from '../../store/event.js'
import type { Unsubscribe } from '../../store/event-store.js'
import { markOf, readHeadMark, readMark } from '../log/log-mark.js'
import { isOrganisation } from '../log/organisations.js'
import { tenantOf } from '../log/stream-names.js'
import type { LeasedRun } from './leased-run.js'
import { handlePage } from './pages.js'
import { serveRedeliveries } from './redeliver.js'
import { failed, notifyObservers, type RunEnd } from './subscription-context.js'
import { claimCheckpoint, saveCheckpoint, type StartingPoint, type TenantCheckpoint } from './tenant-checkpoint.js'
import { withRetry } from './with-retry.js'

/**
 * Reads and hands over, page by page and organisation by organisation, until the run ends; then saves the checkpoints.
 * Wake-ups of the store start a read, and so does a poll every `pollMs`, which finds what no wake-up announced: one call
 * for all organisations, or a read of the one.
 */
export const runLoop = async (run: LeasedRun): Promise<RunEnd> => {
  const { context, checkpoints } = run
  const { events, heads, wakeSignal, state, time, pollMs, redeliveries, settings } = context
  const { orgId } = settings
  const toRead = new Set<Tenant>()
  const unsubscribes: Unsubscribe[] = []
  let lastHeads = 0
  let pollAt = -Infinity

  /** The organisation in which the previous process died comes first: nothing else may take its recorded attempts. */
  const claim = async (tenants: readonly Tenant[]): Promise<RunEnd | undefined> => {
    const suspect = tenants.filter((tenant) => tenant === run.lease.suspect?.tenant)
    const claimed = await claimCheckpoints(run, [...new Set([...suspect, ...tenants])])
    if (claimed._tag === 'Left') return claimed.left
    for (const checkpoint of claimed.right) {
      const { tenant, mark } = checkpoint
      checkpoints.set(tenant, checkpoint)
      state.handled.set(tenant, mark.position)
      toRead.add(tenant)
      const wake = (): void => {
        toRead.add(tenant)
        wakeSignal.wake()
      }
      unsubscribes.push(events.onAppend(tenant, wake))
    }
    return undefined
  }

  const pollOne = async (tenant: Tenant): Promise<RunEnd | undefined> => {
    pollAt = time.elapsed() + pollMs
    if (!checkpoints.has(tenant)) return claim([tenant])
    toRead.add(tenant)
    return undefined
  }

  const pollAll = async (): Promise<RunEnd | undefined> => {
    const read = await withRetry(run, () => heads.read(lastHeads))
    if (read._tag === 'Left') return read.left
    const { number, startedAt, epoch } = read.right
    lastHeads = number
    pollAt = startedAt + pollMs
    const headOf = new Map(read.right.heads.map(({ tenant, head }) => [tenant, head]))
    for (const [tenant, { mark }] of checkpoints)
      if (mark.epoch !== epoch || mark.position !== (headOf.get(tenant) ?? 0)) toRead.add(tenant)
    const end = await claim([...headOf.keys()].filter((tenant) => isOrganisation(tenant) && !checkpoints.has(tenant)))
    return end ?? (run.lease.isStarted() ? undefined : run.lease.markStarted())
  }

  const poll = async (): Promise<RunEnd | undefined> => {
    const end = await (orgId === 'all' ? pollAll() : pollOne(tenantOf(orgId)))
    if (end !== undefined) return end
    state.isStarted = true
    notifyObservers(state)
    return undefined
  }

  const step = async (): Promise<RunEnd | undefined> => {
    if (time.elapsed() >= pollAt) return poll()
    await serveRedeliveries(run)
    const [tenant] = toRead
    const checkpoint = tenant === undefined ? undefined : checkpoints.get(tenant)
    if (checkpoint === undefined) {
      state.phase = 'live'
      await wakeSignal.wait(Math.max(1, pollAt - time.elapsed()))
      return undefined
    }
    toRead.delete(checkpoint.tenant)
    const page = await handlePage(run, checkpoint)
    if (page._tag !== 'read') return page
    if (page.more) toRead.add(checkpoint.tenant)
    if (toRead.size === 0) state.phase = 'live'
    notifyObservers(state)
    return undefined
  }

  state.phase = 'catching-up'
  state.isActive = true
  let end: RunEnd | undefined
  while (end === undefined) end = run.ending() ?? (await run.lease.renewIfDue()) ?? (await step())
  for (const unsubscribe of unsubscribes) unsubscribe()
  state.isActive = false
  for (const { resolve } of redeliveries.splice(0)) resolve(left(subscriptionNotActive(settings.name)))
  run.end(end)
  if (end._tag !== 'lost') for (const checkpoint of checkpoints.values()) await saveCheckpoint(run, checkpoint)
  return end
}

/**
 * Claims the checkpoints of these organisations. One that appears after all had their first checkpoint is read from its
 * first event on, whatever `from` says: it was not there when the subscription was new.
 */
const claimCheckpoints = async (
  run: LeasedRun,
  tenants: readonly Tenant[],
): Promise<Either<RunEnd, readonly TenantCheckpoint[]>> => {
  const isNewOrganisation = run.context.settings.orgId === 'all' && run.lease.isStarted()
  const claimed: TenantCheckpoint[] = []
  for (const tenant of tenants) {
    const checkpoint = await claimCheckpoint(run, tenant, () =>
      isNewOrganisation ? fromFirstEvent(run, tenant) : fromOptions(run, tenant),
    )
    if (checkpoint._tag === 'Left') return checkpoint
    claimed.push(checkpoint.right)
  }
  return right(claimed)
}

const fromFirstEvent = async (run: LeasedRun, tenant: Tenant): Promise<Either<RunEnd, StartingPoint>> => {
  const page = await withRetry(run, () => run.context.events.readAll(tenant, 0, 1))
  return page._tag === 'Left' ? page : right({ mark: markOf(page.right.epoch, 0, undefined), replayUntil: 0 })
}

const fromOptions = async (run: LeasedRun, tenant: Tenant): Promise<Either<RunEnd, StartingPoint>> => {
  const { events, settings } = run.context
  const { name, from } = settings
  if (from === 'end') {
    const mark = await withRetry(run, () => readHeadMark(events, tenant))
    return mark._tag === 'Left' ? mark : right({ mark: mark.right, replayUntil: mark.right.position })
  }
  const position = from === 'beginning' ? 0 : from
  const read = await withRetry(run, () => readMark(events, tenant, position))
  if (read._tag === 'Left') return read
  const found = read.right
  if (found._tag === 'Left') return left(failed(checkpointBeyondHead(name, tenant, position, found.left.head)))
  return right({ mark: found.right.mark, replayUntil: found.right.head })
}
