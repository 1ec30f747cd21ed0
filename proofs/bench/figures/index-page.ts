import { orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'

import type { Figure, Scale, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { activePage } from '../limits/active-page.js'
import { openRaw } from '../limits/raw-file.js'
import { fill, type LedgerFile, openLedgerFile } from '../ours/ledger-file.js'

const membershipsAt: Readonly<Record<Scale, number>> = { quick: 2_000, usual: 50_000, full: 1_000_000 }

const query = { orgId: 50191, loyaltyProgramId: 855, partnerProgramId: 25, link: 'active' } as const
const now = Date.UTC(2020, 5, 1)
const pages = 200

const indexed = async ({ folder, scale, progress }: Setting): Promise<LedgerFile> => {
  const file = openLedgerFile(folder, () => now)
  const story = deliveries({ orgId: query.orgId, memberships: membershipsAt[scale], events: 1, duplicates: 0 })
  await fill(file.ledger, story, (bodies) => {
    if (bodies % 100_000 === 0) progress(`index-page: ${bodies.toLocaleString('en')} memberships written`)
  })
  await orThrow(file.ledger.catchUp(query.orgId))
  return file
}

const ours: Variant = {
  name: 'ledger.memberships',
  open: async (setting) => {
    const { ledger, close } = await indexed(setting)
    let after: string | undefined
    return {
      turn: () =>
        timed(pages, async () => {
          for (let read = 0; read < pages; read += 1) {
            const page = await orThrow(ledger.memberships(query, after === undefined ? {} : { after }))
            if (page.items.length === 0) throw new Error('an empty page')
            after = page.next
          }
        }),
      close,
    }
  },
}

const limit: Variant = {
  name: 'the same SELECT, prepared',
  open: async (setting) => {
    const file = await indexed(setting)
    await file.close()
    const db = openRaw(file.path)
    const readPage = activePage(db, query, now)
    let after = 0
    return {
      turn: () =>
        timed(pages, () => {
          for (let read = 0; read < pages; read += 1) after = readPage(after) ?? 0
        }),
      close: async () => {
        db.close()
      },
    }
  },
}

const peers: readonly Variant[] = []

export const figures: readonly Figure[] = [
  {
    name: 'index-page',
    title: (scale) => `a page of 100 from the index at ${membershipsAt[scale].toLocaleString('en')} memberships`,
    unit: 'µs',
    ours,
    limit,
    peers,
    goals: [{ _tag: 'Within', of: limit.name, ratio: 1.5 }],
    note: 'ours checks every row, parses every state, and asks whether the index is at the head, before and after',
  },
]
