import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { Checkpoint, Revision } from '../../store/checkpoints/checkpoint-store.js'
import type { Position, Tenant } from '../../store/event.js'
import { withRetry } from './with-retry.js'
import type { LeasedRun } from './leased-run.js'
import { checkpointBeyondHead, epochChanged } from './subscription-errors.js'
import { failed, lost, type RunEnd } from './work.js'

/** Where a run stands in one organisation's log. */
export interface TenantCheckpoint {
  readonly tenant: Tenant
  readonly replayUntil: Position
  /** Everything up to here was handled. */
  position: Position
  /** The position that is kept, and at which revision. */
  kept: Position
  revision: Revision
  /** Records handled since. */
  unkept: number
}

/** Where a subscription begins that is new to an organisation. */
export type Beginning = Pick<Checkpoint, 'position' | 'replayUntil'>

/**
 * Makes the organisation's checkpoint this run's own, by putting it anew: whoever held it before meets a conflict. Where
 * there is none, it begins as told. One that is its own already was claimed by a put whose answer was lost.
 */
export const claimCheckpoint = async (
  run: LeasedRun,
  tenant: Tenant,
  begin: () => Promise<Either<RunEnd, Beginning>>,
): Promise<Either<RunEnd, TenantCheckpoint>> => {
  const { checkpoints, events, settings } = run.work
  const place = { name: settings.name, tenant }
  for (;;) {
    const read = await withRetry(run, () => checkpoints.get(place))
    if (read._tag === 'Left') return read
    const stored = read.right
    if (stored !== undefined && stored.epoch !== run.epoch)
      return left(failed(epochChanged(settings.name, tenant, stored.epoch, run.epoch)))
    const beginning = stored === undefined ? await begin() : right<RunEnd, Beginning>(stored)
    if (beginning._tag === 'Left') return beginning
    const { position, replayUntil } = beginning.right
    if (stored?.lease?.owner === run.lease.owner) return right(placeAt(tenant, stored, stored.revision))
    const head = await withRetry(run, () => events.head(tenant))
    if (head._tag === 'Left') return head
    if (position > head.right) return left(failed(checkpointBeyondHead(settings.name, tenant, position, head.right)))
    const claimed = await withRetry(run, () =>
      checkpoints.put(place, stored?.revision ?? 0, checkpointOf(run, position, replayUntil)),
    )
    if (claimed._tag === 'Left') return claimed
    if (claimed.right._tag === 'put') return right(placeAt(tenant, beginning.right, claimed.right.revision))
    const end = run.ending()
    if (end !== undefined) return left(end)
  }
}

const placeAt = (tenant: Tenant, { position, replayUntil }: Beginning, revision: Revision): TenantCheckpoint => ({
  tenant,
  replayUntil,
  position,
  kept: position,
  revision,
  unkept: 0,
})

/** Keeps how far the run has come. A zombie learns here that another one took over. */
export const saveCheckpoint = async (run: LeasedRun, place: TenantCheckpoint): Promise<RunEnd | undefined> => {
  const { checkpoints, settings } = run.work
  while (place.kept !== place.position) {
    const { position } = place
    const put = await withRetry(run, () =>
      checkpoints.put(
        { name: settings.name, tenant: place.tenant },
        place.revision,
        checkpointOf(run, position, place.replayUntil),
      ),
    )
    if (put._tag === 'Left') return put.left
    if (put.right._tag === 'put') noteKept(place, position, put.right.revision)
    else {
      const end = await adoptOwn(run, place)
      if (end !== undefined) return end
    }
  }
  return undefined
}

/** After a conflict: it was our own put, of which the answer was lost, or somebody else's. */
export const adoptOwn = async (run: LeasedRun, place: TenantCheckpoint): Promise<RunEnd | undefined> => {
  const { checkpoints, settings } = run.work
  const read = await withRetry(run, () => checkpoints.get({ name: settings.name, tenant: place.tenant }))
  if (read._tag === 'Left') return read.left
  const stored = read.right
  if (stored?.lease?.owner !== run.lease.owner || stored.revision === place.revision) return lost
  noteKept(place, stored.position, stored.revision)
  return undefined
}

export const noteKept = (place: TenantCheckpoint, position: Position, revision: Revision): void => {
  place.kept = position
  place.revision = revision
  place.unkept = 0
}

/** The owner stands in every checkpoint, so that a run knows its own puts again. */
export const checkpointOf = (run: LeasedRun, position: Position, replayUntil: Position): Checkpoint => ({
  epoch: run.epoch,
  position,
  replayUntil,
  lease: run.lease.mark(),
})
