import { orThrow } from '@partner-ledger/core'

import type { Figure, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { ingestEach, openLedgerFile } from '../ours/ledger-file.js'
import { turnsOf, type TurnShape } from '../ours/turns.js'
import { rawIngest } from '../limits/raw-ingest.js'
import { atATime, emmettIngest } from '../peers/emmett-ingest.js'

const callers = 64

/** Members enough that no story reaches into the future, where deliveries are kept apart. */
const shape = ({ scale, turns }: Setting): TurnShape => ({
  members: 1000,
  each: callers * (scale === 'quick' ? 2 : 32),
  turns,
})

const ours: Variant = {
  name: `ledger.ingest, ${callers} callers`,
  open: async (setting) => {
    const { ledger, close } = openLedgerFile(setting.folder)
    const { first, next } = turnsOf(shape(setting))
    await ingestEach(ledger, first)
    return {
      turn: () => {
        const bodies = next()
        return timed(bodies.length, () =>
          atATime(callers, bodies, async (body) => {
            const { _tag } = await orThrow(ledger.ingest(body))
            if (_tag !== 'Recorded') throw new Error(`a delivery of the bench was ${_tag}`)
          }),
        )
      },
      close,
    }
  },
}

const limit: Variant = rawIngest('a raw transaction each', shape)

const peers: readonly Variant[] = [emmettIngest(shape, 'singleton', callers)]

export const figures: readonly Figure[] = [
  {
    name: 'concurrent-ingest',
    title: `${callers} concurrent durable ingests`,
    unit: 'µs',
    ours,
    limit,
    peers,
    goals: [{ _tag: 'Faster', than: limit.name, times: 5 }],
  },
]
