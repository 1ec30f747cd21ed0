import { type Either, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type {
  Checkpoint,
  CheckpointPlace,
  Lease,
  Revision,
  StoredCheckpoint,
} from '../../store/checkpoints/checkpoint-store.js'
import type { Position, Tenant } from '../../store/event.js'
import type { Epoch } from '../../store/page.js'
import { failed, lost, type RunEnd, type SubscriptionContext } from './subscription-context.js'

/** The right to be active under a name, for as long as it is renewed. */
export interface HeldLease {
  readonly owner: string
  /** The lease as it is written into the checkpoints of its run. */
  current(): Lease
  /** The previous holder gave nothing back: its process may have died in the handler. */
  readonly isTakenOver: boolean
  /** Whether the first checkpoints of all organisations were made. */
  isStarted(): boolean
  /** Records that they were. */
  markStarted(): Promise<RunEnd | undefined>
  /** The delivery at which the previous holder died, where its attempts were recorded. */
  readonly suspect: Suspect | undefined
  /** Records an attempt that is about to be made, so that one which ends the process counts. */
  recordAttempt(tenant: Tenant, position: Position, attempts: number): Promise<RunEnd | undefined>
  /** Renews the lease where it is due, and returns why the run is not to go on. */
  renewIfDue(): RunEnd | undefined | Promise<RunEnd | undefined>
  /** Renews it now. */
  renew(): Promise<RunEnd | undefined>
  /** Gives the lease back, without recorded attempts, and says whether it still was this run's. */
  release(): Answer<boolean>
}

/** A delivery, and the attempts at it that were recorded before they were made. */
export interface Suspect {
  readonly tenant: Tenant
  readonly position: Position
  readonly attempts: number
}

/** Another holder has the lease, or was quicker. */
export interface LeaseTaken {
  readonly _tag: 'taken'
  readonly revision: Revision
  readonly until: number
}

/**
 * Where the lease of a name is stored. Organisations are numbers, so none has this tenant. Its record marks no log: the
 * position is 1 once the name has started, the id names the delivery in the handler, and `replayUntil` counts attempts.
 */
export const leasePlace = (name: string): CheckpointPlace => ({ name, tenant: 'all' })

/** Whether the first checkpoints of a name were made, by the record of its lease. */
export const isStartedName = (lease: Checkpoint | undefined): boolean => lease !== undefined && lease.position > 0

/** The record of a lease that nobody holds. */
export const freeLease = (epoch: Epoch, isStarted: boolean): Checkpoint => ({
  epoch,
  position: isStarted ? 1 : 0,
  replayUntil: 0,
})

/** Takes the lease if nobody holds it now. `isOverdue`: also one that is held, by a holder that does not renew it. */
export const takeLease = async (
  context: SubscriptionContext,
  epoch: Epoch,
  owner: string,
  isOverdue: boolean,
): Promise<Either<StoreError, HeldLease | LeaseTaken>> => {
  const { checkpoints, time, settings } = context
  const place = leasePlace(settings.name)
  const read = await checkpoints.get(place)
  if (read._tag === 'Left') return read
  const stored = read.right
  const until = heldUntil(stored, owner)
  if (stored !== undefined && until > time.now() && !isOverdue)
    return right({ _tag: 'taken', revision: stored.revision, until })
  const isTakenOver = stored?.lease !== undefined
  const record: Checkpoint = {
    ...(stored === undefined ? freeLease(epoch, false) : recordOf(stored)),
    epoch,
    lease: { owner, until: time.now() + settings.leaseMs },
  }
  const put = await checkpoints.put(place, stored?.revision ?? 0, record)
  if (put._tag === 'Left') return put
  return right(
    put.right._tag === 'conflict'
      ? { _tag: 'taken', revision: put.right.revision, until: 0 }
      : heldLease(context, owner, put.right.revision, record, isTakenOver),
  )
}

const recordOf = ({ epoch, position, id, replayUntil }: StoredCheckpoint): Checkpoint => ({
  epoch,
  position,
  replayUntil,
  ...(id === undefined ? {} : { id }),
})

const heldUntil = (stored: StoredCheckpoint | undefined, owner: string): number =>
  stored?.lease === undefined || stored.lease.owner === owner ? -Infinity : stored.lease.until

const heldLease = (
  context: SubscriptionContext,
  owner: string,
  takenAt: Revision,
  taken: Checkpoint,
  isTakenOver: boolean,
): HeldLease => {
  const { checkpoints, time, settings } = context
  const place = leasePlace(settings.name)
  let revision = takenAt
  let record = taken
  let triedAt = time.elapsed()
  let pauseMs = settings.leaseMs / 3
  let pending: Promise<RunEnd | undefined> | undefined

  const current = (): Lease => record.lease ?? { owner, until: 0 }

  /** After a lost answer, the stored owner shows whether the lease still is this run's. */
  const put = async (next: Checkpoint): Answer<boolean> => {
    const answer = await checkpoints.put(place, revision, next)
    if (answer._tag === 'Left') return answer
    if (answer.right._tag === 'put') {
      revision = answer.right.revision
      record = next
      return right(true)
    }
    const read = await checkpoints.get(place)
    if (read._tag === 'Left') return read
    const stored = read.right
    if (stored?.lease?.owner !== owner) return right(false)
    revision = stored.revision
    return put(next)
  }

  const renewal = async (change: Partial<Checkpoint>): Promise<RunEnd | undefined> => {
    triedAt = time.elapsed()
    pauseMs = settings.leaseMs / 12
    const renewed = await put({ ...record, ...change, lease: { owner, until: time.now() + settings.leaseMs } })
    if (renewed._tag === 'Right') {
      pauseMs = settings.leaseMs / 3
      return renewed.right ? undefined : lost
    }
    record = { ...record, ...change }
    if (!renewed.left.retryable) return failed(renewed.left)
    return time.now() >= current().until ? lost : undefined
  }

  /** One put at a time: each is made at the revision of the one before. */
  const renewWith = async (change: Partial<Checkpoint>): Promise<RunEnd | undefined> => {
    while (pending !== undefined) await pending
    pending = renewal(change).finally(() => {
      pending = undefined
    })
    return pending
  }

  const renew = (): Promise<RunEnd | undefined> => pending ?? renewWith({})

  return {
    owner,
    current,
    isTakenOver,
    isStarted: () => isStartedName(record),
    markStarted: () => renewWith({ position: 1 }),
    suspect: isTakenOver ? suspectIn(taken) : undefined,
    recordAttempt: (tenant, position, attempts) => renewWith({ id: `${tenant}/${position}`, replayUntil: attempts }),
    renewIfDue: () => (time.elapsed() >= triedAt + pauseMs ? renew() : undefined),
    renew,
    release: async () => {
      while (pending !== undefined) await pending
      return put(freeLease(record.epoch, isStartedName(record)))
    },
  }
}

const suspectIn = ({ id, replayUntil: attempts }: Checkpoint): Suspect | undefined => {
  const [tenant, position] = id?.split('/') ?? []
  return tenant === undefined ? undefined : { tenant, position: Number(position), attempts }
}
