import { orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'

import type { Contender, Figure, Scale, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { openRaw } from '../limits/raw-file.js'
import { rawReplay } from '../limits/raw-replay.js'
import { fill, type LedgerFile, openLedgerFile } from '../ours/ledger-file.js'
import { replayRss } from '../ours/replay-rss.js'
import { membershipsOf } from '../ours/replayed.js'
import { actScan } from '../peers/act-scan.js'
import { emmettScan } from '../peers/emmett-scan.js'

const orgId = 50191
const each = 10

const eventsAt: Readonly<Record<Scale, number>> = { quick: 20_000, usual: 200_000, full: 1_000_000 }

const story = (events: number): Generator<string> =>
  deliveries({ orgId, memberships: events / each, events: each, duplicates: 0, late: 0 })

const filled = async ({ folder, scale, progress }: Setting): Promise<LedgerFile> => {
  const file = openLedgerFile(folder)
  await fill(file.ledger, story(eventsAt[scale]), (bodies) => {
    if (bodies % 100_000 === 0) progress(`replay: ${bodies.toLocaleString('en')} events written`)
  })
  return file
}

const ours = (personal: boolean): Variant => ({
  name: personal ? 'ledger.replay' : 'ledger.replay, personal: false',
  open: async (setting) => {
    const { ledger, close } = await filled(setting)
    const events = eventsAt[setting.scale]
    return {
      turn: () =>
        timed(events, async () => {
          checkMemberships(await orThrow(ledger.replay(orgId, membershipsOf(), { personal })), events)
        }),
      close,
    }
  },
})

const limit: Variant = {
  name: 'narrow rows, checked, and evolve',
  open: async (setting): Promise<Contender> => {
    const file = await filled(setting)
    await file.close()
    const db = openRaw(file.path)
    const events = eventsAt[setting.scale]
    return {
      turn: () => timed(events, () => checkMemberships(rawReplay(db, orgId), events)),
      close: async () => {
        db.close()
      },
    }
  },
}

const peers: readonly Variant[] = [emmettScan(story(10_000), 10_000), actScan(story(2_000))]

const rss: Variant = {
  name: 'ledger.replay in a process of its own',
  open: async (setting) => {
    const file = await filled(setting)
    await file.close()
    return { turn: () => replayRss(file.path, orgId), close: async () => {} }
  },
}

const checkMemberships = ({ size }: { readonly size: number }, events: number): void => {
  if (size !== events / each) throw new Error(`${size} memberships were folded`)
}

export const figures: readonly Figure[] = [
  {
    name: 'replay',
    title: (scale) => `replay ${eventsAt[scale].toLocaleString('en')} events into memberships, per event`,
    mostRounds: 7,
    unit: 'µs',
    ours: ours(false),
    limit,
    peers,
    goals: [
      { _tag: 'Within', of: limit.name, ratio: 1.33 },
      { _tag: 'Faster', than: 'emmett-sqlite, consumer', times: 70 },
      { _tag: 'Faster', than: 'act-sqlite, scan', times: 3 },
    ],
    note: 'facts alone, ours and the limit. Peers: of 10,000 and 2,000 events',
  },
  {
    name: 'replay-personal',
    title: (scale) => `replay ${eventsAt[scale].toLocaleString('en')} events, personal parts included, per event`,
    mostRounds: 7,
    unit: 'µs',
    ours: ours(true),
    limit,
    peers: [],
    goals: [],
    note: 'customers and membership numbers are read, checked and parsed; the limit reads facts alone',
  },
  {
    name: 'replay-memory',
    title: (scale) => `most memory of a process that replays ${eventsAt[scale].toLocaleString('en')} events`,
    mostRounds: 3,
    unit: 'MB',
    ours: rss,
    peers: [],
    goals: [{ _tag: 'Cost', most: 200 }],
    note: 'the memberships, which are the answer, included: one of ten events',
  },
]
