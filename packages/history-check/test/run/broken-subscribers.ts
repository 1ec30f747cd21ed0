import { setTimeout } from 'node:timers/promises'

import type { Delivery, DeliveryHandler } from '@partner-ledger/core'

import type { HistorySubject } from '../../src/run/history-subject.js'
import { type RunningSubscription, type SubscribeContext, subscribeToAll } from '../../src/run/subscribe.js'
import { memorySubject } from './memory-subject.js'

/** Subscribers that wrap the honest handler in a broken one. */
export const handledBy = (wrap: (honest: DeliveryHandler) => DeliveryHandler): HistorySubject =>
  memorySubject({ subscribe: (context) => subscribeToAll({ ...context, handle: wrap(honestHandle(context)) }) })

const honestHandle = ({ handle }: SubscribeContext): DeliveryHandler => {
  if (typeof handle !== 'function') throw new Error('the handler is a projection')
  return handle
}

/** Returns from the handler before it handles, so that its checkpoint is ahead. A clean stop waits for what is left. */
export const checkpointFirst = (context: SubscribeContext): RunningSubscription => {
  let left: Promise<void> = Promise.resolve()
  const honest = honestHandle(context)
  const handle: DeliveryHandler = (...delivered) => {
    left = left.then(() => honest(...delivered))
  }
  const subscription = subscribeToAll({ ...context, handle })
  const stop = async (): Promise<void> => {
    await subscription.stop()
    await left
  }
  return { ...subscription, stop }
}

/** Begins with an event before it has completed the one before. */
export const handleConcurrently = (honest: DeliveryHandler): DeliveryHandler => {
  let pending: Promise<void>[] = []
  return async (delivery, context) => {
    pending.push(Promise.resolve(setTimeout(pending.length === 0 ? 5 : 0)).then(() => honest(delivery, context)))
    if (pending.length < 3) return
    await Promise.all(pending)
    pending = []
  }
}

/** Delivers a count of its own instead of the position. */
export const countAsPosition = (honest: DeliveryHandler): DeliveryHandler => {
  let count = 0
  return (delivery: Delivery, context) => {
    count += 1
    return honest({ ...delivery, position: count }, context)
  }
}

/** Treats a failed delivery as handled. */
export const ignoreFailures =
  (honest: DeliveryHandler): DeliveryHandler =>
  async (delivery, context) => {
    await Promise.allSettled([honest(delivery, context)])
  }
