import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../failure/store-error.js'
import { type NoSuchParked, subscriptionNotActive } from '../../failure/subscription-errors.js'
import type { Answer } from '../../store/answer.js'
import { findParked, type Parked, type ParkedPlace, readParked, type RedeliverError, settleParked } from './parked.js'
import { readHeads } from './status.js'
import type { SubscriptionContext } from './subscription-context.js'

/** The deliveries that a subscription continued without. */
export interface ParkedDeliveries {
  /** All of them, by organisation and in the order in which they were parked. */
  list(): Answer<readonly Parked[]>
  /**
   * Hands one over once more, out of its order; it is parked no longer if it is handled. Only where the subscription is
   * active; the handler itself must not wait for it. At least once, also with a handler that puts its own checkpoints.
   */
  redeliver(at: ParkedPlace): Promise<Either<RedeliverError, void>>
  /** Gives one up. */
  dismiss(at: ParkedPlace): Promise<Either<StoreError | NoSuchParked, void>>
}

export const parkedDeliveries = (context: SubscriptionContext): ParkedDeliveries => {
  const { events, settings, time, state, redeliveries, wakeSignal } = context
  return {
    list: () => listParked(context),
    redeliver: ({ orgId, position }) =>
      new Promise((resolve) => {
        if (!state.isActive) resolve(left(subscriptionNotActive(settings.name)))
        else redeliveries.push({ at: { orgId, position }, resolve })
        wakeSignal.wake()
      }),
    dismiss: async ({ orgId, position }) => {
      const found = await findParked(events, settings.name, { orgId, position })
      return found._tag === 'Left' ? found : settleParked(events, settings.name, time.now(), found.right, 'dismissed')
    },
  }
}

const listParked = async (context: SubscriptionContext): Answer<readonly Parked[]> => {
  const heads = await readHeads(context)
  if (heads._tag === 'Left') return heads
  const found: Parked[] = []
  for (const tenant of heads.right.keys()) {
    const parked = await readParked(context.events, tenant, context.settings.name)
    if (parked._tag === 'Left') return parked
    found.push(...parked.right.map((one) => one.parked))
  }
  return right(found)
}
