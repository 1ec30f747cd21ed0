import { orThrow } from '@partner-ledger/core'
import { deliveries } from '@partner-ledger/core/testing'
import type { Database } from 'better-sqlite3'

import type { Figure, Scale, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { openRaw } from '../limits/raw-file.js'
import { rawReplay, rawScan } from '../limits/raw-replay.js'
import { fill, type LedgerFile, openLedgerFile } from '../ours/ledger-file.js'

const orgId = 50191
const page = 1000

const eventsAt: Readonly<Record<Scale, number>> = { quick: 2_000, usual: 20_000, full: 200_000 }

const filled = async ({ folder, scale }: Setting): Promise<LedgerFile> => {
  const file = openLedgerFile(folder)
  const memberships = eventsAt[scale] / 10
  await fill(file.ledger, deliveries({ orgId, memberships, events: 10, duplicates: 0, late: 0 }), () => {})
  return file
}

const ours: Variant = {
  name: 'ledger.subscribe, from the beginning',
  open: async (setting) => {
    const { ledger, close } = await filled(setting)
    const events = eventsAt[setting.scale]
    let turns = 0
    return {
      turn: async () => {
        turns += 1
        let handled = 0
        let stop = async (): Promise<void> => {}
        const cost = await timed(events, async () => {
          const subscription = ledger.subscribe({
            name: `bench-${turns}`,
            orgId,
            from: 'beginning',
            batch: page,
            handle: () => {
              handled += 1
            },
          })
          stop = () => subscription.stop()
          if ((await subscription.caughtUp()) !== true) throw new Error('the subscription ended')
        })
        await stop()
        if (handled !== events) throw new Error(`${handled} changes were handled`)
        return cost
      },
      close,
    }
  },
}

/** A reader of bare events that keeps its own place: the log and the checkpoints through the port, and no ledger. */
const reader: Variant = {
  name: 'readAll and a checkpoint a page',
  open: async (setting) => {
    const { store, close } = await filled(setting)
    let turns = 0
    return {
      turn: () => {
        turns += 1
        const place = { name: `reader-${turns}`, tenant: String(orgId) }
        return timed(eventsAt[setting.scale], async () => {
          let [position, revision, met] = [0, 0, 0]
          for (let isEnd = false; !isEnd; ) {
            const read = await orThrow(store.readAll(place.tenant, position, page, 'facts'))
            const last = read.events.at(-1)
            position = last?.position ?? position
            met += read.events.length
            isEnd = !read.more
            const mark = { epoch: read.epoch, position, ...(last === undefined ? {} : { id: last.id }) }
            ;({ revision } = await orThrow(store.checkpoints.put(place, revision, { ...mark, replayUntil: 0 })))
          }
          if (met !== eventsAt[setting.scale]) throw new Error(`${met} events were read`)
        })
      },
      close,
    }
  },
}

/** A filled file, opened by hand, with a row in it that keeps the place of a reader. */
const rawReader = async (setting: Setting): Promise<{ db: Database; keep: (position: number) => void }> => {
  const file = await filled(setting)
  await file.close()
  const db = openRaw(file.path)
  db.exec('CREATE TABLE reader (position INTEGER) STRICT; INSERT INTO reader VALUES (0)')
  const update = db.prepare<[number]>('UPDATE reader SET position = ?')
  return { db, keep: (position) => void update.run(position) }
}

const readerLimit: Variant = {
  name: 'raw rows, checked and parsed, an UPDATE a page',
  open: async (setting) => {
    const { db, keep } = await rawReader(setting)
    let last: unknown
    const use = (id: string, told: string): void => {
      last = [id, JSON.parse(told)]
    }
    return {
      turn: () =>
        timed(eventsAt[setting.scale], () => {
          rawScan(db, use, keep)
          if (last === undefined) throw new Error('nothing was read')
        }),
      close: async () => {
        db.close()
      },
    }
  },
}

const limit: Variant = {
  name: 'raw rows, checked, evolve, an UPDATE a page',
  open: async (setting) => {
    const { db, keep } = await rawReader(setting)
    return {
      turn: () =>
        timed(eventsAt[setting.scale], () => {
          rawReplay(db, orgId, keep)
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
    name: 'subscription-events',
    title: 'a reader of bare events that catches up, durable per page of 1,000, per event',
    unit: 'µs',
    ours: reader,
    limit: readerLimit,
    peers,
    goals: [{ _tag: 'Within', of: readerLimit.name, ratio: 1.3 }],
    note: 'by the port, since a subscription of the ledger tells of changes: whole records, facts by name, against lists',
  },
  {
    name: 'subscription',
    title: 'subscription catch-up, durable per page of 1,000: changes, per event',
    unit: 'µs',
    ours,
    limit,
    peers,
    goals: [{ _tag: 'Within', of: limit.name, ratio: 3 }],
    note: 'a change is the membership before and after, and its transitions; the limit keeps the membership after alone',
  },
]
