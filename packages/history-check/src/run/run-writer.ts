import { setTimeout } from 'node:timers/promises'

import { createLedger, type Duplicate, type Ledger, type Recorded } from '@partner-ledger/core'

import { randomOf } from '../random.js'
import type { Body } from './body.js'
import type { Environment } from './environment.js'
import type { WriterJob } from './job.js'
import { observedStore } from './observed-store.js'

/** How many bodies a writer ingests at a time. */
const concurrency = 3
/** The longest pause of a writer between two bodies, in ms. */
const maxPauseMs = 12

/** Ingests every body, and repeats the call after a retryable failure, until each is acknowledged. */
export const runWriter = async (environment: Environment, { process, bodies, seed }: WriterJob): Promise<void> => {
  const ledger = createLedger({ store: observedStore(environment, process) })
  const random = randomOf(seed, process)
  const queue = [...bodies]
  const write = async (): Promise<void> => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      await environment.write({ _tag: 'sent', process, id: body.id })
      const { key, eventId: id, version, position } = await recorded(ledger, body)
      await environment.write({ _tag: 'acknowledged', process, tenant: String(key.orgId), position, version, id })
      await setTimeout(random.below(maxPauseMs))
    }
  }
  await Promise.all(Array.from({ length: concurrency }, write))
  await ledger.close()
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
