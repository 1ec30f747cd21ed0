import { deliveries } from '@partner-ledger/core/testing'

import type { Figure, Scale, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { fill, ingestEach, openLedgerFile } from '../ours/ledger-file.js'

/** How many events the small log and the large log hold. */
const sizes: Readonly<Record<Scale, { readonly small: number; readonly large: number }>> = {
  quick: { small: 1_000, large: 20_000 },
  usual: { small: 5_000, large: 200_000 },
  full: { small: 100_000, large: 10_000_000 },
}

const events = 10

const ingestAt = (name: string, size: (scale: Scale) => number): Variant => ({
  name,
  open: async (setting) => {
    const { ledger, close } = openLedgerFile(setting.folder)
    const memberships = size(setting.scale) / events
    await fill(ledger, deliveries({ memberships, events, duplicates: 0 }), (bodies) => {
      if (bodies % 250_000 === 0) setting.progress(`growth: ${bodies.toLocaleString('en')} events written`)
    })
    const turns = anywhere(setting, memberships)
    return {
      turn: () => {
        const next = turns.next()
        if (next.done === true) throw new Error('more turns were taken than there were to be')
        const bodies = next.value
        return timed(bodies.length, () => ingestEach(ledger, bodies))
      },
      close,
    }
  },
})

/** More events than turns can need, of which they take some all over the log. */
const more = 10

/** The next events of memberships that lie all over the log. */
function* anywhere({ scale, turns }: Setting, memberships: number): Generator<readonly string[], undefined> {
  const each = scale === 'quick' ? 20 : 100
  const step = Math.max(1, Math.floor((memberships * more) / (each * turns)))
  let bodies: string[] = []
  let met = 0
  for (const body of deliveries({ memberships, events: events + more, from: events, duplicates: 0 })) {
    if (met++ % step === 0) bodies.push(body)
    if (bodies.length < each) continue
    yield bodies
    bodies = []
  }
  return undefined
}

const ours = ingestAt('the large log', (scale) => sizes[scale].large)
const limit = ingestAt('the small log', (scale) => sizes[scale].small)
const peers: readonly Variant[] = []

export const figures: readonly Figure[] = [
  {
    name: 'growth',
    title: (scale) =>
      `one durable ingest at ${sizes[scale].large.toLocaleString('en')} events against ${sizes[scale].small.toLocaleString('en')}`,
    unit: 'µs',
    ours,
    limit,
    peers,
    goals: [{ _tag: 'Within', of: limit.name, ratio: 1.3 }],
  },
]
