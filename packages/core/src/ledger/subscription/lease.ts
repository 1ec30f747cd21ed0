import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type {
  Checkpoint,
  CheckpointPlace,
  Lease,
  Revision,
  StoredCheckpoint,
} from '../../store/checkpoints/checkpoint-store.js'
import { neverRejecting } from '../calls-in-flight.js'
import { type EpochChanged, epochChanged } from './subscription-errors.js'
import type { StoreError } from '../../store/store-error.js'
import { failed, lost, type RunEnd, type SubscriptionContext } from './work.js'

/** The right to work under a name, for as long as it is renewed. */
export interface HeldLease {
  readonly owner: string
  /** The lease as it is written into the checkpoints that are put under it. */
  mark(): Lease
  /** Whether the first checkpoints of all organisations were made. */
  isBegun(): boolean
  /** Says that they were. */
  begun(): Promise<RunEnd | undefined>
  /** Renews the lease where it is due, and answers why the work is not to go on. */
  keep(): RunEnd | undefined | Promise<RunEnd | undefined>
  /** Renews it now. */
  renew(): Promise<RunEnd | undefined>
  /** Whether it was still there to give back. What fails here runs out by itself. */
  giveBack(): Answer<boolean>
}

/** Somebody holds the lease, or was quicker. */
export interface LeaseTaken {
  readonly _tag: 'taken'
  readonly revision: Revision
  readonly until: number
}

/** The place of a name's lease. Organisations are numbers, so none has this name. */
export const leasePlace = (name: string): CheckpointPlace => ({ name, tenant: 'all' })

/** Takes the lease if nobody holds it now. `overdue`: also one that is held, of a holder who does not renew it. */
export const takeLease = async (
  work: SubscriptionContext,
  epoch: string,
  owner: string,
  overdue: boolean,
): Promise<Either<StoreError | EpochChanged, HeldLease | LeaseTaken>> => {
  const { checkpoints, time, settings } = work
  const place = leasePlace(settings.name)
  const read = await neverRejecting(() => checkpoints.get(place))
  if (read._tag === 'Left') return read
  const stored = read.right
  if (stored !== undefined && stored.epoch !== epoch)
    return left(epochChanged(settings.name, place.tenant, stored.epoch, epoch))
  const until = heldUntil(stored, owner)
  if (stored !== undefined && until > time.now() && !overdue)
    return right({ _tag: 'taken', revision: stored.revision, until })
  const position = stored?.position ?? 0
  const taking: Checkpoint = { epoch, position, replayUntil: 0, lease: { owner, until: time.now() + settings.leaseMs } }
  const put = await neverRejecting(() => checkpoints.put(place, stored?.revision ?? 0, taking))
  if (put._tag === 'Left') return put
  return right(
    put.right._tag === 'conflict'
      ? { _tag: 'taken', revision: put.right.revision, until: 0 }
      : heldLease(work, owner, put.right.revision, taking),
  )
}

const heldUntil = (stored: StoredCheckpoint | undefined, owner: string): number =>
  stored?.lease === undefined || stored.lease.owner === owner ? -Infinity : stored.lease.until

const heldLease = (work: SubscriptionContext, owner: string, taken: Revision, taking: Checkpoint): HeldLease => {
  const { checkpoints, events, time, settings } = work
  const place = leasePlace(settings.name)
  let revision = taken
  let record = taking
  let triedAt = time.now()
  let pauseMs = settings.leaseMs / 3
  let underWay: Promise<RunEnd | undefined> | undefined

  const mark = (): Lease => record.lease ?? { owner, until: 0 }

  /** Where an answer was lost, the record tells by its owner whether it is still ours. */
  const put = async (next: Checkpoint): Answer<boolean> => {
    const answer = await neverRejecting(() => checkpoints.put(place, revision, next))
    if (answer._tag === 'Left') return answer
    if (answer.right._tag === 'put') {
      revision = answer.right.revision
      record = next
      return right(true)
    }
    const read = await neverRejecting(() => checkpoints.get(place))
    if (read._tag === 'Left') return read
    const stored = read.right
    if (stored?.lease?.owner !== owner) return right(false)
    revision = stored.revision
    record = { ...record, position: stored.position, lease: stored.lease }
    return put(next)
  }

  const renewal = async (): Promise<RunEnd | undefined> => {
    triedAt = time.now()
    pauseMs = settings.leaseMs / 12
    const epoch = await neverRejecting(() => events.epoch())
    if (epoch._tag === 'Right' && epoch.right !== record.epoch)
      return failed(epochChanged(settings.name, place.tenant, record.epoch, epoch.right))
    const kept = await put({ ...record, lease: { owner, until: time.now() + settings.leaseMs } })
    if (kept._tag === 'Right') {
      pauseMs = settings.leaseMs / 3
      return kept.right ? undefined : lost
    }
    if (!kept.left.retryable) return failed(kept.left)
    return time.now() >= mark().until ? lost : undefined
  }

  const renew = (): Promise<RunEnd | undefined> => {
    underWay ??= renewal().finally(() => {
      underWay = undefined
    })
    return underWay
  }

  /** A clock that was put back says nothing about the others' clocks: better renew. */
  const isDue = (now: number): boolean => now >= triedAt + pauseMs || now < triedAt

  return {
    owner,
    mark,
    isBegun: () => record.position > 0,
    begun: async () => {
      await underWay
      record = { ...record, position: 1 }
      return renew()
    },
    keep: () => (isDue(time.now()) ? renew() : undefined),
    renew,
    giveBack: async () => {
      await underWay
      const { lease: _, ...free } = record
      return put(free)
    },
  }
}
