import { type Either, left, right } from 'fp-ts/lib/Either.js'

import { checkpointBeyondHead, epochChanged } from '../../failure/subscription-errors.js'
import type { Checkpoint, Revision, StoredCheckpoint } from '../../store/checkpoints/checkpoint-store.js'
import type { Position, Tenant } from '../../store/event.js'
import type { LogMark, Page } from '../../store/page.js'
import { isInLog, markOf } from '../log/log-mark.js'
import type { HeldLease } from './lease.js'
import { lost, failed, type RunEnd } from './subscription-context.js'
import { type RetryContext, withRetry } from './with-retry.js'

/** How far a run has come in one organisation's log. */
export interface TenantCheckpoint {
  readonly tenant: Tenant
  readonly replayUntil: Position
  /** The last handled event. */
  mark: LogMark
  /** The position that is stored, and at which revision. */
  savedPosition: Position
  revision: Revision
  /** Records handled since. */
  unsaved: number
  /** Deliveries left of which the attempts are recorded first: among them is the one at which the last process died. */
  suspects: number
}

/** Where a subscription starts that is new to an organisation. */
export interface StartingPoint {
  readonly mark: LogMark
  readonly replayUntil: Position
}

/** The part of a run that checkpoints are stored by. */
export interface CheckpointOwner extends RetryContext {
  readonly lease: Pick<HeldLease, 'owner' | 'current' | 'isTakenOver'>
}

/**
 * Makes the organisation's checkpoint this run's own, by a put: the previous owner then meets a conflict. Where there is
 * none it is made at `start`. One that is this run's already was claimed by a put of which the answer was lost.
 */
export const claimCheckpoint = async (
  run: CheckpointOwner,
  tenant: Tenant,
  start: () => Promise<Either<RunEnd, StartingPoint>>,
): Promise<Either<RunEnd, TenantCheckpoint>> => {
  const { checkpoints, settings } = run.context
  const place = { name: settings.name, tenant }
  for (;;) {
    const read = await withRetry(run, () => checkpoints.get(place))
    if (read._tag === 'Left') return read
    const stored = read.right
    const from = stored === undefined ? await start() : await startingPointOf(run, stored)
    if (from._tag === 'Left') return from
    if (stored?.lease?.owner === run.lease.owner)
      return right(tenantCheckpoint(run, tenant, from.right, stored.revision))
    const checkpoint = checkpointAt(run, from.right.mark, from.right.replayUntil)
    const claimed = await withRetry(run, () => checkpoints.put(place, stored?.revision ?? 0, checkpoint))
    if (claimed._tag === 'Left') return claimed
    if (claimed.right._tag === 'put') return right(tenantCheckpoint(run, tenant, from.right, claimed.right.revision))
    const end = run.ending()
    if (end !== undefined) return left(end)
  }
}

/** The stored checkpoint in the log as it is now, of whatever epoch, where the log holds its event. */
const startingPointOf = async (run: RetryContext, stored: StoredCheckpoint): Promise<Either<RunEnd, StartingPoint>> => {
  const { events, settings } = run.context
  const { tenant, position, replayUntil } = stored
  const page = await withRetry(run, () => events.readAll(tenant, position, 1))
  if (page._tag === 'Left') return page
  const { epoch, head } = page.right
  if (isInLog(stored, page.right)) return right({ mark: markOf(epoch, position, stored.id), replayUntil })
  return left(
    failed(
      epoch === stored.epoch && position > head
        ? checkpointBeyondHead(settings.name, tenant, position, head)
        : epochChanged(settings.name, tenant, stored, epoch),
    ),
  )
}

const tenantCheckpoint = (
  { context, lease }: CheckpointOwner,
  tenant: Tenant,
  { mark, replayUntil }: StartingPoint,
  revision: Revision,
): TenantCheckpoint => ({
  tenant,
  replayUntil,
  mark,
  savedPosition: mark.position,
  revision,
  unsaved: 0,
  suspects: lease.isTakenOver ? context.settings.batch : 0,
})

/**
 * Continues in a log that is not the one of the checkpoint: of another epoch, or without the event at its position. The
 * stored checkpoint is read again, and the run goes back to it where the log holds its event.
 */
export const rejoinLog = async (
  run: CheckpointOwner,
  checkpoint: TenantCheckpoint,
  { epoch }: Page,
): Promise<RunEnd | undefined> => {
  const { events, checkpoints, settings } = run.context
  const { tenant } = checkpoint
  const read = await withRetry(run, () => checkpoints.get({ name: settings.name, tenant }))
  if (read._tag === 'Left') return read.left
  const stored = read.right
  if (stored?.lease?.owner !== run.lease.owner) return lost
  const page = await withRetry(run, () => events.readAll(tenant, stored.position, 1))
  if (page._tag === 'Left') return page.left
  if (!isInLog(stored, page.right)) return failed(epochChanged(settings.name, tenant, stored, epoch))
  checkpoint.mark = markOf(page.right.epoch, stored.position, stored.id)
  checkpoint.savedPosition = stored.position
  checkpoint.revision = stored.revision
  checkpoint.unsaved = 0
  return stored.epoch === page.right.epoch ? undefined : putCheckpoint(run, checkpoint)
}

/** Stores how far the run has come. A run that was taken over learns it here. */
export const saveCheckpoint = async (
  run: CheckpointOwner,
  checkpoint: TenantCheckpoint,
): Promise<RunEnd | undefined> => {
  while (checkpoint.savedPosition !== checkpoint.mark.position) {
    const end = await putCheckpoint(run, checkpoint)
    if (end !== undefined) return end
  }
  return undefined
}

const putCheckpoint = async (run: CheckpointOwner, checkpoint: TenantCheckpoint): Promise<RunEnd | undefined> => {
  const { checkpoints, settings } = run.context
  const { tenant, mark, replayUntil } = checkpoint
  const put = await withRetry(run, () =>
    checkpoints.put({ name: settings.name, tenant }, checkpoint.revision, checkpointAt(run, mark, replayUntil)),
  )
  if (put._tag === 'Left') return put.left
  if (put.right._tag === 'conflict') return reloadCheckpoint(run, checkpoint)
  noteSaved(checkpoint, mark.position, put.right.revision)
  return undefined
}

/** After a conflict: it was this run's own put, of which the answer was lost, or another process is active. */
export const reloadCheckpoint = async (
  run: CheckpointOwner,
  checkpoint: TenantCheckpoint,
): Promise<RunEnd | undefined> => {
  const { checkpoints, settings } = run.context
  const read = await withRetry(run, () => checkpoints.get({ name: settings.name, tenant: checkpoint.tenant }))
  if (read._tag === 'Left') return read.left
  const stored = read.right
  if (stored?.lease?.owner !== run.lease.owner || stored.revision === checkpoint.revision) return lost
  noteSaved(checkpoint, stored.position, stored.revision)
  return undefined
}

export const noteSaved = (checkpoint: TenantCheckpoint, position: Position, revision: Revision): void => {
  checkpoint.savedPosition = position
  checkpoint.revision = revision
  checkpoint.unsaved = 0
}

/** The owner is part of every checkpoint, so that a run knows its own puts again. */
export const checkpointAt = (
  { lease }: Pick<CheckpointOwner, 'lease'>,
  mark: LogMark,
  replayUntil: Position,
): Checkpoint => ({ ...mark, replayUntil, lease: lease.current() })
