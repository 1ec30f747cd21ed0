import { type Either, left, right } from 'fp-ts/lib/Either.js'

import { invalidArgument, outcomeUnknown, type StoreError } from '../../failure/store-error.js'
import {
  type CheckpointBeyondHead,
  checkpointBeyondHead,
  type SubscriptionBusy,
  subscriptionBusy,
} from '../../failure/subscription-errors.js'
import type { StoredCheckpoint } from '../../store/checkpoints/checkpoint-store.js'
import type { Position } from '../../store/event.js'
import { type MarkAndHead, markOf, readHeadMark, readMark } from '../log/log-mark.js'
import { readCheckpoints } from './known-subscriptions.js'
import { freeLease, isStartedName, leasePlace } from './lease.js'
import type { SubscriptionDeps } from './subscription-context.js'

/** Where a subscription is to continue. A position only where it reads one organisation. */
export interface ResetOptions {
  readonly name: string
  readonly to: 'beginning' | 'end' | Position
}

/** Why the checkpoints of a subscription were not reset. */
export type ResetError = StoreError | SubscriptionBusy | CheckpointBeyondHead

type ResetDeps = Pick<SubscriptionDeps, 'events' | 'checkpoints' | 'time' | 'newOwner'>

/**
 * Puts every checkpoint of the name anew, in the log as it is now. It is refused while the name is held, and no
 * subscription takes the name meanwhile. After a crash, repeating it does the rest.
 */
export const resetSubscription = async (
  deps: ResetDeps,
  { name, to }: ResetOptions,
): Promise<Either<ResetError, void>> => {
  const { events, checkpoints, time, newOwner } = deps
  if (typeof name !== 'string' || name === '') return left(invalidArgument('name', 'the name of a subscription'))
  if (!isTarget(to)) return left(invalidArgument('to', "'beginning', 'end' or a position"))
  const place = leasePlace(name)
  const read = await checkpoints.get(place)
  if (read._tag === 'Left') return read
  const stored = read.right
  if (stored === undefined) return left(invalidArgument('name', 'the name of a subscription that was started before'))
  const now = time.now()
  if (stored.lease !== undefined && stored.lease.until > now) return left(subscriptionBusy(name, stored.lease.until))
  const heads = await events.heads('', 1)
  if (heads._tag === 'Left') return heads
  const free = freeLease(heads.right.epoch, isStartedName(stored))
  const until = now + resetMs
  const taken = await checkpoints.put(place, stored.revision, { ...free, lease: { owner: newOwner(), until } })
  if (taken._tag === 'Left') return taken
  if (taken.right._tag === 'conflict') return left(subscriptionBusy(name, until))
  const done = await putAll(deps, name, to)
  const freed = await checkpoints.put(place, taken.right.revision, free)
  return done._tag === 'Left' || freed._tag === 'Right' ? done : freed
}

/** How long the name is held while it is reset. */
const resetMs = 15_000

const isTarget = (to: ResetOptions['to']): boolean =>
  to === 'beginning' || to === 'end' || (Number.isSafeInteger(to) && to >= 0)

const putAll = async (deps: ResetDeps, name: string, to: ResetOptions['to']): Promise<Either<ResetError, void>> => {
  const stored = await readCheckpoints(deps.checkpoints, name)
  if (stored._tag === 'Left') return stored
  const organisations = stored.right.filter(({ tenant }) => tenant !== leasePlace(name).tenant)
  if (typeof to === 'number' && organisations.length > 1)
    return left(invalidArgument('to', "'beginning' or 'end' where several organisations are read"))
  for (const { tenant, revision } of organisations) {
    const target = await targetOf(deps, name, tenant, to)
    if (target._tag === 'Left') return target
    const { mark, head } = target.right
    const put = await deps.checkpoints.put({ name, tenant }, revision, { ...mark, replayUntil: head })
    if (put._tag === 'Left') return put
    if (put.right._tag === 'conflict') return left(outcomeUnknown('a checkpoint was moved meanwhile'))
  }
  return right(undefined)
}

const targetOf = async (
  { events }: ResetDeps,
  name: string,
  tenant: StoredCheckpoint['tenant'],
  to: ResetOptions['to'],
): Promise<Either<ResetError, MarkAndHead>> => {
  if (typeof to !== 'number') {
    const end = await readHeadMark(events, tenant)
    if (end._tag === 'Left') return end
    const head = end.right.position
    return right({ mark: to === 'end' ? end.right : markOf(end.right.epoch, 0, undefined), head })
  }
  const read = await readMark(events, tenant, to)
  if (read._tag === 'Left') return read
  const found = read.right
  return found._tag === 'Left' ? left(checkpointBeyondHead(name, tenant, to, found.left.head)) : found
}
