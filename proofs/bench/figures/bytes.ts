import { statSync } from 'node:fs'

import { orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'

import type { Figure, Scale, Variant } from '../harness/figure.js'
import { paddedTo } from '../ours/bodies.js'
import { fill, openLedgerFile } from '../ours/ledger-file.js'

const orgId = 50191
const events = 10
const deliveriesAt: Readonly<Record<Scale, number>> = { quick: 5_000, usual: 50_000, full: 1_000_000 }

/** Bodies of 620 bytes on average: the short ones are filled up to a little less, since the others are a little longer. */
function* usualBodies(memberships: number): Generator<string> {
  let owed = 0
  for (const body of deliveries({ orgId, memberships, events, duplicates: 0 })) {
    const padded = paddedTo(620 - owed, body)
    owed += padded.length - 620
    yield padded
  }
}

const ours: Variant = {
  name: 'the closed file, the index included',
  open: async ({ folder, scale }) => {
    const { ledger, path, close } = openLedgerFile(folder)
    await fill(ledger, usualBodies(deliveriesAt[scale] / events), () => {})
    await orThrow(ledger.catchUp(orgId))
    await close()
    return { turn: async () => statSync(path).size / deliveriesAt[scale], close: async () => {} }
  },
}

const peers: readonly Variant[] = []

export const figures: readonly Figure[] = [
  {
    name: 'bytes',
    mostRounds: 1,
    title: 'bytes on disk per 620-byte delivery, everything included',
    unit: 'bytes',
    ours,
    peers,
    goals: [{ _tag: 'Cost', most: 1150 }],
    note: 'ten events a membership',
  },
]
