import { type Either, right } from 'fp-ts/lib/Either.js'

import type { Tenant } from '../../store/event.js'
import { readOrganisations } from '../log/organisations.js'
import { tenantOf } from '../log/stream-names.js'
import { withRetry } from './with-retry.js'
import { type Beginning, claimCheckpoint, type TenantCheckpoint } from './tenant-checkpoint.js'
import type { LeasedRun } from './leased-run.js'
import type { RunEnd } from './work.js'

/** The organisations that this subscription reads now; new ones of all appear in time. */
export const tenantsOf = async (run: LeasedRun): Promise<Either<RunEnd, readonly Tenant[]>> => {
  const { settings, events } = run.work
  if (settings.orgId !== 'all') return right([tenantOf(settings.orgId)])
  const organisations = await withRetry(run, () => readOrganisations(events))
  return organisations._tag === 'Left' ? organisations : right(organisations.right.map(tenantOf))
}

/**
 * Claims the places of these organisations. One that appears after all of them had their first checkpoint is read from
 * its first event on, whatever `from` says: it was not there when the subscription was new.
 */
export const claimCheckpoints = async (
  run: LeasedRun,
  tenants: readonly Tenant[],
): Promise<Either<RunEnd, readonly TenantCheckpoint[]>> => {
  const appeared = run.work.settings.orgId === 'all' && run.lease.isBegun()
  const places: TenantCheckpoint[] = []
  for (const tenant of tenants) {
    const claimed = await claimCheckpoint(run, tenant, () => (appeared ? fromNothing() : fromOptions(run, tenant)))
    if (claimed._tag === 'Left') return claimed
    places.push(claimed.right)
  }
  return right(places)
}

const fromNothing = (): Promise<Either<RunEnd, Beginning>> => Promise.resolve(right({ position: 0, replayUntil: 0 }))

const fromOptions = async (run: LeasedRun, tenant: Tenant): Promise<Either<RunEnd, Beginning>> => {
  const { events, settings } = run.work
  const head = await withRetry(run, () => events.head(tenant))
  if (head._tag === 'Left') return head
  const { from } = settings
  const position = from === 'beginning' ? 0 : from === 'end' ? head.right : from
  return right({ position, replayUntil: head.right })
}
