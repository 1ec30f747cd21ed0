import type { Figure, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { rawIngest } from '../limits/raw-ingest.js'
import { ingestEach, openLedgerFile } from '../ours/ledger-file.js'
import { turnsOf, type TurnShape } from '../ours/turns.js'
import { actIngest } from '../peers/act.js'
import { emmettIngest } from '../peers/emmett-ingest.js'

/** So many that the engine has compiled what an ingest runs through, and each turn is long against its beginning. */
const shape = ({ scale, turns }: Setting): TurnShape => ({
  members: scale === 'quick' ? 100 : 2_000,
  each: scale === 'quick' ? 20 : 400,
  turns,
})

const ours = (listeners: number): Variant => ({
  name: listeners === 0 ? 'ledger.ingest' : 'ledger.ingest, one listener',
  open: async (setting) => {
    const file = openLedgerFile(setting.folder)
    let heard = 0
    for (let count = 0; count < listeners; count += 1)
      file.ledger.on('expiryChanged', () => {
        heard += 1
      })
    const { first, next } = turnsOf(shape(setting))
    await ingestEach(file.ledger, first)
    return {
      turn: () => {
        const bodies = next()
        return timed(bodies.length, () => ingestEach(file.ledger, bodies))
      },
      close: async () => {
        await file.close()
        if (listeners > 0 && heard === 0) throw new Error('the listener heard nothing')
      },
    }
  },
})

const limit: Variant = rawIngest('the same rows by raw statements', shape)

const peers: readonly Variant[] = [
  emmettIngest(shape, 'singleton'),
  emmettIngest(shape, 'as shipped'),
  actIngest(shape),
]

const unheard: Figure = {
  name: 'ingest',
  title: 'one durable ingest, no listeners',
  unit: 'µs',
  ours: ours(0),
  limit,
  peers,
  goals: [
    { _tag: 'Within', of: limit.name, ratio: 1.15 },
    { _tag: 'Faster', than: 'emmett-sqlite, singleton', times: 3 },
    { _tag: 'Faster', than: 'emmett-sqlite, as shipped', times: 10 },
    { _tag: 'Faster', than: 'act-sqlite', times: 2 },
  ],
}

const heard: Figure = {
  name: 'ingest-heard',
  title: 'one durable ingest, one listener',
  unit: 'µs',
  ours: ours(1),
  limit,
  peers: [],
  goals: [{ _tag: 'Within', of: limit.name, ratio: 1.4 }],
}

export const figures: readonly Figure[] = [unheard, heard]
