import { setTimeout } from 'node:timers/promises'

import type { Delivery, DeliveryHandler } from '@partner-ledger/core'

import { type Following, type FollowWith, subscribeToAll } from '../../src/play/following.js'
import type { HistorySubject } from '../../src/play/history-subject.js'
import { memorySubject } from './memory-subject.js'

/** A subscription whose handler is put between the honest one and the ledger. */
export const handledBy = (between: (honest: DeliveryHandler) => DeliveryHandler): HistorySubject =>
  memorySubject({ follow: (how) => subscribeToAll({ ...how, handle: between(honestHandle(how)) }) })

const honestHandle = ({ handle }: FollowWith): DeliveryHandler => {
  if (typeof handle !== 'function') throw new Error('the handler commits')
  return handle
}

/** Says that a delivery is handled, and handles it afterwards. A clean stop waits for what is left. */
export const behindhand = (how: FollowWith): Following => {
  let left: Promise<void> = Promise.resolve()
  const honest = honestHandle(how)
  const handle: DeliveryHandler = (delivery, context) => {
    left = left.then(() => honest(delivery, context))
  }
  const following = subscribeToAll({ ...how, handle })
  const stop = async (): Promise<void> => {
    await following.stop()
    await left
  }
  return { ...following, stop }
}

/** Begins with an event before it is done with the one before. */
export const severalAtATime = (honest: DeliveryHandler): DeliveryHandler => {
  let pending: Promise<void>[] = []
  return async (delivery, context) => {
    pending.push(Promise.resolve(setTimeout(pending.length === 0 ? 5 : 0)).then(() => honest(delivery, context)))
    if (pending.length < 3) return
    await Promise.all(pending)
    pending = []
  }
}

/** Tells its own count in the place of the position. */
export const underACount = (honest: DeliveryHandler): DeliveryHandler => {
  let count = 0
  return (delivery: Delivery, context) => {
    count += 1
    return honest({ ...delivery, position: count }, context)
  }
}

/** Goes on where it failed. */
export const heedless =
  (honest: DeliveryHandler): DeliveryHandler =>
  async (delivery, context) => {
    await Promise.allSettled([honest(delivery, context)])
  }
