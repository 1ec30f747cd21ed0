import { setTimeout } from 'node:timers/promises'

import { createLedger, type Duplicate, type Ledger, type Recorded } from '@partner-ledger/core'

import { randomOf } from '../random.js'
import type { LogPosition } from '../record.js'
import type { Body } from './body.js'
import { deliveryWatch } from './delivery-watch.js'
import type { Environment } from './environment.js'
import type { DeliveryWait, WriterJob } from './job.js'
import { observedStore } from './observed-store.js'

/** How many bodies a writer ingests at a time if it awaits no delivery. */
const concurrency = 3
/** The longest pause of a writer between two bodies, in ms. */
const maxPauseMs = 12

/** Ingests every body, and repeats the call after a retryable failure, until each is acknowledged. */
export const runWriter = async (environment: Environment, job: WriterJob): Promise<void> => {
  const { process, bodies, seed, awaits } = job
  const ledger = createLedger({ store: observedStore(environment, process) })
  const random = randomOf(seed, process)
  const queue = [...bodies]
  const waitForDelivery = awaits === undefined ? undefined : deliveryWait(environment, awaits)
  const write = async (): Promise<void> => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      await environment.write({ _tag: 'sent', process, id: body.id })
      const { key, eventId: id, version, position } = await recorded(ledger, body)
      const event = { process, tenant: String(key.orgId), position, id }
      await environment.write({ _tag: 'acknowledged', ...event, version })
      if (await waitForDelivery?.(event)) await environment.write({ _tag: 'awaited', ...event })
      await setTimeout(random.below(maxPauseMs))
    }
  }
  await Promise.all(Array.from({ length: awaits === undefined ? concurrency : 1 }, write))
  await ledger.close()
}

/**
 * Waits until a position is delivered, or the bound has passed, and returns whether it waited. After the first delivery
 * that did not come it waits no longer: one lost wake-up is enough.
 */
const deliveryWait = (
  { records }: Environment,
  { subscriptions, withinMs }: DeliveryWait,
): ((position: LogPosition) => Promise<boolean>) => {
  const isDelivered = deliveryWatch(records, subscriptions)
  let isLate = false
  return async (position) => {
    if (isLate) return false
    const start = performance.now()
    while (!isDelivered(position) && !isLate) {
      isLate = performance.now() - start > withinMs
      if (!isLate) await setTimeout(2)
    }
    return true
  }
}

const recorded = async (ledger: Ledger, { text }: Body): Promise<Recorded | Duplicate> => {
  for (;;) {
    const receipt = await ledger.ingest(text)
    if (receipt._tag === 'Left') {
      if (!receipt.left.retryable) throw new Error(`ingest returned ${receipt.left._tag}`)
    } else if (receipt.right._tag === 'Recorded' || receipt.right._tag === 'Duplicate') return receipt.right
    else throw new Error(`ingest returned ${receipt.right._tag}`)
  }
}
