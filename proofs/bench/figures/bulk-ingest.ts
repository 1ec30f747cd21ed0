import { LedgerError, ndjson } from '@partner-ledger/core'

import type { Figure, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { deliveryRows } from '../limits/delivery-rows.js'
import { openRawFile } from '../limits/raw-file.js'
import { rowWriter } from '../limits/write-rows.js'
import { fill, openLedgerFile } from '../ours/ledger-file.js'
import { turnsOf, type TurnShape } from '../ours/turns.js'

const batch = 1000

const shape = ({ scale, turns }: Setting): TurnShape => ({
  members: batch,
  each: batch * (scale === 'quick' ? 1 : 2),
  turns,
})

const ours: Variant = {
  name: 'ledger.ingestMany of ndjson',
  open: async (setting) => {
    const { ledger, close } = openLedgerFile(setting.folder)
    const { first, next } = turnsOf(shape(setting))
    await fill(ledger, first, () => {})
    return {
      turn: () => {
        const bodies = next()
        const file = chunksOf(bodies)
        return timed(bodies.length, async () => {
          const done = await ledger.ingestMany(ndjson(file), { batch })
          if (done._tag === 'Left') throw new LedgerError(done.left)
          if (done.right.recorded !== bodies.length) throw new Error('not every delivery was recorded')
        })
      },
      close,
    }
  },
}

const limit: Variant = {
  name: 'JSON.parse and raw statements',
  open: async (setting) => {
    const { first, next } = turnsOf(shape(setting))
    const turns = Array.from({ length: setting.turns }, next)
    const rows = await deliveryRows(setting.folder, [...first, ...turns.flat()])
    const db = await openRawFile(setting.folder)
    const writer = rowWriter(db)
    writer.write(rows.slice(0, first.length))
    let from = first.length
    return {
      turn: () => {
        const bodies = turns[(from - first.length) / shape(setting).each] ?? []
        const turn = rows.slice(from, from + bodies.length)
        from += bodies.length
        return timed(bodies.length, () => {
          for (let start = 0; start < bodies.length; start += batch) {
            for (const body of bodies.slice(start, start + batch)) JSON.parse(body)
            writer.write(turn.slice(start, start + batch))
          }
        })
      },
      close: async () => {
        db.close()
      },
    }
  },
}

const peers: readonly Variant[] = []

/** A file of lines as a disk gives it out. */
const chunksOf = (bodies: readonly string[]): readonly Uint8Array[] => {
  const bytes = Buffer.from(`${bodies.join('\n')}\n`)
  const size = 65_536
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) => bytes.subarray(at * size, (at + 1) * size))
}

export const figures: readonly Figure[] = [
  {
    name: 'bulk-ingest',
    title: 'bulk ingest of NDJSON, durable per batch of 1,000',
    unit: 'µs',
    ours,
    limit,
    peers,
    goals: [{ _tag: 'Within', of: limit.name, ratio: 1.4 }],
  },
]
