import type { EventStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import { flyingTime } from './flying-time.js'
import { processOver } from './processes.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'

/** The store, with the names of its calls, and without wake-ups. */
const counting = (store: EventStore): { readonly store: EventStore; readonly calls: string[] } => {
  const calls: string[] = []
  const counted =
    <P extends unknown[], A>(name: string, call: (...parameters: P) => A) =>
    (...parameters: P): A => {
      calls.push(name)
      return call(...parameters)
    }
  return {
    calls,
    store: {
      ...store,
      append: counted('append', store.append),
      readStream: counted('readStream', store.readStream),
      readAll: counted('readAll', store.readAll),
      streams: counted('streams', store.streams),
      heads: counted('heads', store.heads),
      onAppend: () => () => {},
    },
  }
}

const pollMs = 1000
const polls = 20

/** The calls of so many polls of idle subscriptions. */
const idleCalls = async (names: readonly string[], orgId: number | 'all', disturb = 0): Promise<readonly string[]> => {
  const memory = memoryStore()
  const { ledger } = ledgerOver(memory)
  for (let org = 1; org <= 21; org += 1) await ingestAll(ledger, bodies(1, 1, { orgId: org }))
  const { store, calls } = counting(memory)
  const time = flyingTime()
  const process = processOver(sharedStore(store), time, { pollMs })
  const open = names.map((name) => process.subscribe({ name, orgId, from: 'beginning', handle: () => {} }))
  for (const one of open) await one.caughtUp()
  await time.pass(5 * pollMs + disturb)
  calls.length = 0
  await time.pass(polls * pollMs)
  const idle = [...calls]
  for (const one of open) await one.stop()
  return idle
}

test('Idle subscriptions to all organisations take one call a poll together', async () => {
  for (const names of [['a'], ['a', 'b', 'c']]) {
    const calls = await idleCalls(names, 'all')
    expect(new Set(calls)).toEqual(new Set(['heads']))
    expect(Math.abs(calls.length - polls)).toBeLessThanOrEqual(1)
  }
})

test('An idle subscription to one organisation takes one call a poll', async () => {
  const calls = await idleCalls(['a'], 7)
  expect(new Set(calls)).toEqual(new Set(['readAll']))
  expect(Math.abs(calls.length - polls)).toBeLessThanOrEqual(1)
})

test('A wake-up that is lost is made up for by the next poll', async () => {
  for (const orgId of [50191, 'all'] as const) {
    const { store } = counting(memoryStore())
    const time = flyingTime()
    const heard: string[] = []
    const handle = (delivery: Parameters<typeof eventIdOf>[0]): void => void heard.push(eventIdOf(delivery))
    const process = processOver(sharedStore(store), time, { pollMs })
    const subscription = process.subscribe({ name: 'polling', orgId, from: 'beginning', handle })
    await subscription.caughtUp()
    await ingestAll(ledgerOver(store).ledger, bodies(1, 2))
    await time.pass(2 * pollMs)
    expect(heard).toEqual(ids(1, 2))
    await subscription.stop()
  }
})
