import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { Checkpoint } from '../../store/checkpoints/checkpoint-store.js'
import type { Position } from '../../store/event.js'
import { invalidArgument, outcomeUnknown, type StoreError } from '../../store/store-error.js'
import { readCheckpoints } from './known-subscriptions.js'
import { leasePlace } from './lease.js'
import {
  type CheckpointBeyondHead,
  checkpointBeyondHead,
  type SubscriptionBusy,
  subscriptionBusy,
} from './subscription-errors.js'
import type { SubscriptionDeps } from './work.js'

/** Where a subscription is to go on. A position only where it reads one organisation. */
export interface ResetOptions {
  readonly name: string
  readonly to: 'beginning' | 'end' | Position
}

export type ResetError = StoreError | SubscriptionBusy | CheckpointBeyondHead

/**
 * Puts every checkpoint of the name anew, in the log as it is now. It is refused while somebody works under the name, and
 * nobody begins to meanwhile. What a crash leaves undone is done by repeating it.
 */
export const resetSubscription = async (
  { events, checkpoints, time, newOwner }: SubscriptionDeps,
  { name, to }: ResetOptions,
): Promise<Either<ResetError, void>> => {
  const place = leasePlace(name)
  const read = await checkpoints.get(place)
  if (read._tag === 'Left') return read
  const lease = read.right
  if (lease === undefined) return left(invalidArgument('name', 'the name of a subscription that once began'))
  if (!isTarget(to)) return left(invalidArgument('to', "'beginning', 'end' or a position"))
  const now = time.now()
  if (lease.lease !== undefined && lease.lease.until > now) return left(subscriptionBusy(name, lease.lease.until))
  const epoch = await events.epoch()
  if (epoch._tag === 'Left') return epoch
  const idle: Checkpoint = { epoch: epoch.right, position: lease.position, replayUntil: 0 }
  const until = now + resetMs
  const taken = await checkpoints.put(place, lease.revision, { ...idle, lease: { owner: newOwner(), until } })
  if (taken._tag === 'Left') return taken
  if (taken.right._tag === 'conflict') return left(subscriptionBusy(name, until))
  const done = await putAll({ events, checkpoints }, name, epoch.right, to)
  const freed = await checkpoints.put(place, taken.right.revision, idle)
  return done._tag === 'Left' || freed._tag === 'Right' ? done : freed
}

/** How long the name is held while it is reset. */
const resetMs = 15_000

const isTarget = (to: ResetOptions['to']): boolean =>
  to === 'beginning' || to === 'end' || (Number.isSafeInteger(to) && to >= 0)

const putAll = async (
  { events, checkpoints }: Pick<SubscriptionDeps, 'events' | 'checkpoints'>,
  name: string,
  epoch: string,
  to: ResetOptions['to'],
): Promise<Either<ResetError, void>> => {
  const stored = await readCheckpoints(checkpoints, name)
  if (stored._tag === 'Left') return stored
  const organisations = stored.right.filter(({ tenant }) => tenant !== leasePlace(name).tenant)
  if (typeof to === 'number' && organisations.length > 1)
    return left(invalidArgument('to', "'beginning' or 'end' where several organisations are read"))
  for (const { tenant, revision } of organisations) {
    const head = await events.head(tenant)
    if (head._tag === 'Left') return head
    const position = to === 'beginning' ? 0 : to === 'end' ? head.right : to
    if (position > head.right) return left(checkpointBeyondHead(name, tenant, position, head.right))
    const put = await checkpoints.put({ name, tenant }, revision, { epoch, position, replayUntil: head.right })
    if (put._tag === 'Left') return put
    if (put.right._tag === 'conflict') return left(outcomeUnknown('a checkpoint was moved meanwhile'))
  }
  return right(undefined)
}
