import { orThrow } from '@partner-ledger/core'
import type { EventStore, Unsubscribe } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { EventEmitter } from 'eventemitter3'
import { describe, expect, test } from 'vitest'

import { figures } from '../../../../../tools/faults/figures.js'
import { rounds } from '../../../../../tools/faults/rounds.js'
import { numbered } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'
import { type Host, lastOne, scenarios } from './bad-listeners.js'

const hostOver = (store: EventStore): Host => ledgerOver(store, { limits: { listeners: 1100 } }).ledger

/** The sabotage: listeners on a plain emitter, told by whoever ingests. */
const rawHostOver = (store: EventStore): Host => {
  const { ledger } = ledgerOver(store)
  const emitter = new EventEmitter()
  const on: Host['on'] = (name, listener, { signal } = {}): Unsubscribe => {
    const raw = listener as (payload: unknown) => void
    const end = (): void => void emitter.off(name, raw)
    emitter.on(name, raw)
    signal?.addEventListener('abort', end)
    return end
  }
  ledger.on('linked', (change) => void emitter.emit('linked', structuredClone(change)))
  ledger.on('relinked', (change) => void emitter.emit('relinked', structuredClone(change)))
  return {
    ...ledger,
    on,
    once: (name, listener) => {
      emitter.once(name, listener as () => void)
      return () => {}
    },
    off: (name, listener) => void emitter.off(name, listener as () => void),
    ingest: async (body) => {
      const receipt = await ledger.ingest(body)
      if (receipt._tag === 'Right' && receipt.right._tag === 'Recorded') emitter.emit('recorded', receipt.right)
      return receipt
    },
  }
}

/** Rejections that nobody handled while the work was done. */
const unhandledIn = async (work: () => Promise<unknown>): Promise<number> => {
  const others = process.listeners('unhandledRejection')
  let count = 0
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', () => {
    count += 1
  })
  await work()
  await turns(5)
  process.removeAllListeners('unhandledRejection')
  for (const other of others) process.on('unhandledRejection', other)
  return count
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const turns = async (count: number): Promise<void> => {
  for (let done = 0; done < count; done += 1) await turn()
}

/** What somebody was told of: position, customer, and how many periods there were. */
type Told = string

interface Heard {
  readonly before: Told[]
  readonly after: Told[]
  readonly changes: Told[]
}

const listenWell = (host: Host, listen: (host: Host) => void): Heard => {
  const heard: Heard = { before: [], after: [], changes: [] }
  host.on('recorded', ({ position, key: { customerId } }) => void heard.before.push(`${position} ${customerId}`))
  listen(host)
  host.on('recorded', async ({ position, key: { customerId } }) => {
    await turn()
    heard.after.push(`${position} ${customerId}`)
  })
  for (const name of ['linked', 'relinked'] as const)
    host.on(name, ({ position, transitions, after: { periods } }) => {
      heard.changes.push(`${position} ${transitions.includes(name)} ${periods.length}`)
    })
  return heard
}

/** What the good listeners should have been told, by the log. */
const logged = async (store: EventStore): Promise<Heard> => {
  const { events } = await orThrow(store.readAll('50191', 0, 10_000))
  const records = events.filter(({ type }) => type !== 'forgotten')
  const told = records.map(({ position, facts }) => `${position} ${Number(facts['customerId'])}`)
  return { before: told, after: told, changes: records.map(({ position, version }) => `${position} true ${version}`) }
}

/** What went wrong for everybody else while somebody misbehaved. */
const faultsOf = async (open: (store: EventStore) => Host, store: EventStore, listen: (host: Host) => void) => {
  const faults: string[] = []
  const unhandled = await unhandledIn(async () => {
    const host = open(store)
    const heard = listenWell(host, listen)
    const ingested = Array.from({ length: lastOne }, async (_, index) => orThrow(host.ingest(numbered(index + 1))))
    const refused = (await Promise.allSettled(ingested)).filter(({ status }) => status === 'rejected')
    if (refused.length > 0) faults.push('somebody threw into the caller of ingest')
    for (let waited = 0; waited < 400 && heard.after.length < (await logged(store)).after.length; waited += 1)
      await turns(2)
    await turns(50)
    await host.close({ timeoutMs: 0 })
    const expected = await logged(store)
    for (const who of ['before', 'after', 'changes'] as const)
      if (heard[who].join() !== expected[who].join()) faults.push(`others did not hear everything in order: ${who}`)
  })
  return unhandled === 0 ? faults : [...faults, 'a rejection that nobody handled']
}

describe.each(storeKinds)(
  'over $name everybody else hears everything in order beside a listener that',
  { tags: 'fault:subscribers' },
  ({ open }) => {
    test.each(scenarios)('$name', async ({ listen }) => {
      for (let round = 0; round < rounds(1); round += 1) expect(await faultsOf(hostOver, open(), listen)).toEqual([])
      figures({ rounds: rounds(1) })
    })
  },
)

test('a raw emitter is found out by each of these: sabotage', { tags: 'twin:subscribers' }, async () => {
  const found: string[] = []
  for (const { name, listen } of scenarios)
    if ((await faultsOf(rawHostOver, memoryStore(), listen)).length > 0) found.push(name)
  expect(found).toEqual([
    'throws',
    'throws no error',
    'throws nothing',
    'rejects',
    'rejects a turn later',
    'rejects with nothing',
    'changes what it is told',
    'changes what is within what it is told',
    'puts a trap into what it is told',
    'changes the change that it is told',
    'ends itself by its signal, and throws',
    'listens once, and throws',
    'throws, a thousand times over',
    'throws, and so does the one that is told of it',
    'asks for what it is told of, and throws',
  ])
})
