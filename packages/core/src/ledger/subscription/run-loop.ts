import { left } from 'fp-ts/lib/Either.js'

import type { Tenant } from '../../store/event.js'
import type { Unsubscribe } from '../../store/event-store.js'
import { changeCache } from '../change/change-cache.js'
import { claimCheckpoints, tenantsOf } from './begin.js'
import { moved } from './condition.js'
import { handlePage } from './pages.js'
import { saveCheckpoint, type TenantCheckpoint } from './tenant-checkpoint.js'
import type { ReadState } from './reading.js'
import { serveRedeliveries } from './redeliver.js'
import type { LeasedRun } from './leased-run.js'
import { subscriptionNotActive } from './subscription-errors.js'
import type { RunEnd } from './work.js'

/**
 * Reads and hands over, page by page and organisation by organisation, until the run ends; then keeps how far it came.
 * Hints of the store wake it, and it asks by itself every `pollMs`.
 */
export const runLoop = async (run: LeasedRun): Promise<RunEnd> => {
  const { events, bell, condition, time, pollMs, redeliveries, settings } = run.work
  const toRead = new Set<Tenant>()
  const hints: Unsubscribe[] = []
  const reading: ReadState = { ...changeCache(events), places: new Map<Tenant, TenantCheckpoint>() }
  const { places } = reading
  let askedAt: number | undefined

  const ask = async (): Promise<RunEnd | undefined> => {
    askedAt = time.now()
    const tenants = await tenantsOf(run)
    if (tenants._tag === 'Left') return tenants.left
    const found = tenants.right.filter((tenant) => !places.has(tenant))
    const claimed = await claimCheckpoints(run, found)
    if (claimed._tag === 'Left') return claimed.left
    for (const place of claimed.right) {
      const { tenant } = place
      places.set(tenant, place)
      condition.handled.set(tenant, place.position)
      hints.push(
        events.onAppend(tenant, () => {
          toRead.add(tenant)
          bell.ring()
        }),
      )
    }
    for (const tenant of places.keys()) toRead.add(tenant)
    if (settings.orgId === 'all' && !run.lease.isBegun()) {
      const end = await run.lease.begun()
      if (end !== undefined) return end
    }
    condition.begun = true
    moved(condition)
    return undefined
  }

  const step = async (): Promise<RunEnd | undefined> => {
    if (askedAt === undefined || isOver(askedAt, time.now(), pollMs)) return ask()
    await serveRedeliveries(run, reading)
    const [tenant] = toRead
    const place = tenant === undefined ? undefined : places.get(tenant)
    if (place === undefined) {
      condition.state = 'live'
      if (!(await bell.wait(pollMs))) askedAt = undefined
      return undefined
    }
    toRead.delete(place.tenant)
    const page = await handlePage(run, reading, place)
    if (page._tag !== 'read') return page
    if (page.more) toRead.add(place.tenant)
    if (toRead.size === 0) condition.state = 'live'
    moved(condition)
    return undefined
  }

  condition.state = 'catching-up'
  condition.atWork = true
  let end: RunEnd | undefined
  while (end === undefined) end = run.ending() ?? (await run.lease.keep()) ?? (await step())
  for (const off of hints) off()
  condition.atWork = false
  for (const { answer } of redeliveries.splice(0)) answer(left(subscriptionNotActive(settings.name)))
  run.end(end)
  if (end._tag !== 'lost') for (const place of places.values()) await saveCheckpoint(run, place)
  return end
}

/** A clock that was put back has waited long enough. */
const isOver = (since: number, now: number, ms: number): boolean => now >= since + ms || now < since
