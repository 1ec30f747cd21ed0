import { type Either, left, right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { StoreError } from '../../store/store-error.js'
import { neverRejecting } from '../calls-in-flight.js'
import { findParked, type Parked, type ParkedPlace, readParked, settleParked } from './parked.js'
import type { RedeliverError } from './redelivery.js'
import { tenantsAsked } from './status.js'
import { type NoSuchParked, subscriptionNotActive } from './subscription-errors.js'
import type { SubscriptionContext } from './work.js'

/** What to do with deliveries that a subscription went on without. */
export interface ParkedDesk {
  /** Everything that is parked, by organisation and in the order in which it was parked. */
  list(): Answer<readonly Parked[]>
  /**
   * Hands it over once more, out of its order, and lets it go if it is handled. Only where the subscription works; the
   * handler itself must not wait for it. At least once, also with a handler that puts its own checkpoints.
   */
  redeliver(at: ParkedPlace): Promise<Either<RedeliverError, void>>
  /** Lets it go as it is. */
  dismiss(at: ParkedPlace): Promise<Either<StoreError | NoSuchParked, void>>
}

export const parkedDesk = (work: SubscriptionContext): ParkedDesk => {
  const { events, settings, time, condition, redeliveries, bell } = work
  return {
    list: () => neverRejecting(() => listParked(work)),
    redeliver: (at) =>
      new Promise((answer) => {
        if (!condition.atWork) answer(left(subscriptionNotActive(settings.name)))
        else redeliveries.push({ at, answer })
        bell.ring()
      }),
    dismiss: async (at) => {
      const found = await neverRejecting(() => findParked(events, settings.name, at))
      return found._tag === 'Left'
        ? found
        : neverRejecting(() => settleParked(events, settings.name, time.now(), found.right, 'dismissed'))
    },
  }
}

const listParked = async (work: SubscriptionContext): Answer<readonly Parked[]> => {
  const tenants = await tenantsAsked(work)
  if (tenants._tag === 'Left') return tenants
  const found: Parked[] = []
  for (const tenant of tenants.right) {
    const parked = await readParked(work.events, tenant, work.settings.name)
    if (parked._tag === 'Left') return parked
    found.push(...parked.right.map((one) => one.parked))
  }
  return right(found)
}
