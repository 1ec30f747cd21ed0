import { setTimeout } from 'node:timers/promises'

import { createLedger, type Duplicate, type Ledger, type Recorded } from '@partner-ledger/core'

import { randomOf } from '../random.js'
import type { Body } from './body.js'
import { observedStore } from './observed-store.js'
import type { WriterPart } from './part.js'
import type { Stage } from './stage.js'

/** How many bodies a writer hands over at a time, and its pause between two of them at the most, in ms. */
const lanes = 3
const pauseMs = 12

/** Hands over every body, again where the store was out of order, until each was answered. */
export const writeBodies = async (stage: Stage, { run, bodies, seed }: WriterPart): Promise<void> => {
  const ledger = createLedger({ store: observedStore(stage, run) })
  const random = randomOf(seed, run)
  const queue = [...bodies]
  const write = async (): Promise<void> => {
    for (let body = queue.shift(); body !== undefined; body = queue.shift()) {
      await stage.note({ _tag: 'sent', run, id: body.id })
      const { key, eventId: id, version, position } = await recorded(ledger, body)
      await stage.note({ _tag: 'acknowledged', run, tenant: String(key.orgId), position, version, id })
      await setTimeout(random.below(pauseMs))
    }
  }
  await Promise.all(Array.from({ length: lanes }, write))
  await ledger.close()
}

const recorded = async (ledger: Ledger, { text }: Body): Promise<Recorded | Duplicate> => {
  for (;;) {
    const receipt = await ledger.ingest(text)
    if (receipt._tag === 'Left') {
      if (!receipt.left.retryable) throw new Error(`ingest answered ${receipt.left._tag}`)
    } else if (receipt.right._tag === 'Recorded' || receipt.right._tag === 'Duplicate') return receipt.right
    else throw new Error(`ingest answered ${receipt.right._tag}`)
  }
}
