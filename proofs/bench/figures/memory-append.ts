import { InMemoryEventStorageAdapter } from '@castore/event-storage-adapter-in-memory'
import type { NewEvent } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { getInMemoryEventStore } from '@event-driven-io/emmett'

import type { Figure, Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'

/** An event of the usual size, without a body: what is measured is the store, not the copying of bytes. */
const eventOf = (count: number): NewEvent => ({
  id: `0000${count}`,
  type: 'partnerProgramUpdated',
  occurredAt: 1_700_000_000_000 + count,
  schema: 1,
  facts: {
    customerId: 354971193,
    loyaltyProgramId: 855,
    partnerProgramId: 25,
    partnerProgramName: 'Demo-p1',
    partnerProgramType: 'EXTERNAL',
    updateType: 'UPGRADE',
    partnerTierNumber: 2,
    partnerTierExpiryDate: '2027-10-05',
  },
  personal: { membershipNumber: 'M-555-0100' },
})

const streamNames = (streams: number): readonly string[] =>
  Array.from({ length: streams }, (_, at) => `membership/855/25/${1_000_000 + at}`)

const eachOf = ({ scale }: Setting): number => (scale === 'quick' ? 5_000 : 50_000)

/** A log that is new each turn and already has its streams: appends to it in a circle are what is timed. */
const appending = (
  name: string,
  streams: number,
  openLog: () => (stream: string, event: NewEvent, version: number) => Promise<unknown>,
  share = 1,
): Variant => ({
  name,
  open: async (setting) => {
    const names = streamNames(streams)
    const each = Math.ceil(eachOf(setting) * share)
    const events = Array.from({ length: streams + each }, (_, count) => eventOf(count))
    return {
      turn: async () => {
        const append = openLog()
        let last: unknown
        const run = async (from: number, to: number): Promise<void> => {
          for (let count = from; count < to; count += 1)
            last = await append(
              names[count % streams] ?? '',
              events[count] ?? eventOf(count),
              1 + Math.floor(count / streams),
            )
        }
        await run(0, streams)
        const cost = await timed(each, () => run(streams, streams + each))
        if (isLeft(last)) throw new Error('an append of the bench was refused')
        return cost
      },
      close: async () => {},
    }
  },
})

const isLeft = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && '_tag' in answer && answer._tag === 'Left'

const ours = (streams: number): Variant =>
  appending(`memoryStore, ${streams.toLocaleString('en')} streams`, streams, () => {
    const store = memoryStore()
    return (stream, event) => store.append('50191', [{ stream, expected: 'any', event }])
  })

const limit = (streams: number): Variant =>
  appending('Map and push', streams, () => {
    const log = new Map<string, NewEvent[]>()
    return async (stream, event) => {
      const known = log.get(stream)
      if (known === undefined) log.set(stream, [event])
      else known.push(event)
    }
  })

const peers = (streams: number): readonly Variant[] => [
  appending(
    'castore, in memory',
    streams,
    () => {
      const adapter = new InMemoryEventStorageAdapter()
      return (aggregateId, { id, type, facts, personal }, version) =>
        adapter.pushEvent({ aggregateId, version, type, payload: { id, facts, personal } }, { eventStoreId: 'bench' })
    },
    0.4,
  ),
  appending(
    'emmett, in memory',
    streams,
    () => {
      const store = getInMemoryEventStore()
      return (stream, { id, type, facts, personal }) =>
        store.appendToStream(stream, [{ type, data: { id, facts, personal } }])
    },
    0.04,
  ),
]

const alone: Figure = {
  name: 'memory-append',
  title: 'memory store: one append through the port, 500 streams',
  unit: 'µs',
  ours: ours(500),
  limit: limit(500),
  peers: peers(500),
  goals: [
    { _tag: 'Cost', most: 0.8 },
    { _tag: 'Faster', than: 'castore, in memory', times: 5 },
    { _tag: 'Faster', than: 'emmett, in memory', times: 18 },
  ],
  note: 'facts and a membership number, no body; the limit promises nothing of what the port does',
}

const crowded: Figure = {
  name: 'memory-append-flat',
  title: 'memory store: one append, 32,000 streams against 500',
  unit: 'µs',
  ours: ours(32_000),
  limit: ours(500),
  peers: [],
  goals: [
    { _tag: 'Cost', most: 0.8 },
    { _tag: 'Within', of: ours(500).name, ratio: 1.3 },
  ],
  note: '"flat" is read as 1.3× or less',
}

export const figures: readonly Figure[] = [alone, crowded]
