import {
  type Answer,
  type CheckpointStore,
  type LedgerStore,
  left,
  memoryCheckpoints,
} from '@partner-ledger/core/store'
import { readOnly, type StoreError, unavailable } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import { type FlyingTime, flyingTime } from './flying-time.js'
import { processOver } from './processes.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'

interface ReadOnlyServer {
  readonly store: LedgerStore
  /** Refuses every write for so many ms. */
  refuse(ms: number): void
  readonly refused: () => number
}

/** A server that answers writes with this error for a while, and reads as ever, as one does in a failover. */
const readOnlyServer = async (time: FlyingTime, error: StoreError): Promise<ReadOnlyServer> => {
  const events = memoryStore()
  const checkpoints = memoryCheckpoints()
  let until = 0
  let refused = 0
  const writing = <A>(write: () => Answer<A>): Answer<A> => {
    if (time.now() >= until) return write()
    refused += 1
    return Promise.resolve(left(error))
  }
  const refusing: CheckpointStore = {
    ...checkpoints,
    put: (...call) => writing(() => checkpoints.put(...call)),
    delete: (...call) => writing(() => checkpoints.delete(...call)),
  }
  await ingestAll(ledgerOver(events).ledger, bodies(1, 4))
  return {
    store: sharedStore({ ...events, append: (...call) => writing(() => events.append(...call)) }, refusing),
    refuse: (ms) => {
      until = time.now() + ms
    },
    refused: () => refused,
  }
}

const common = { name: 'through-a-failover', orgId: 'all', from: 'beginning' } as const

const moments = ['when it begins', 'amid its work'] as const

/** Runs through two seconds in which the server is read-only, and returns how it ended and what it handled. */
const runThrough = async (moment: (typeof moments)[number], error: StoreError) => {
  const time = flyingTime()
  const server = await readOnlyServer(time, error)
  const process = processOver(server.store, time)
  const heard: string[] = []
  if (moment === 'when it begins') server.refuse(2000)
  const subscription = process.subscribe({
    ...common,
    handle: (delivery) => {
      heard.push(eventIdOf(delivery))
      if (moment === 'amid its work' && heard.length === 2) server.refuse(2000)
    },
  })
  if ((await subscription.caughtUp()) === true) await subscription.stop()
  return { end: await subscription.ended, heard, refused: server.refused() }
}

describe.each(moments)('A server that is read-only for two seconds, %s,', (moment) => {
  test('is waited for: the subscription goes on, and handles every event', async () => {
    const { end, heard, refused } = await runThrough(moment, unavailable('the server is read-only for now'))
    expect(end).toMatchObject({ _tag: 'stopped' })
    expect([...new Set(heard)]).toEqual(ids(1, 4))
    expect(refused).toBeGreaterThan(0)
  })

  test('ends the subscription where its store answers ReadOnly: sabotage', async () => {
    const { end } = await runThrough(moment, readOnly)
    expect(end).toMatchObject({ _tag: 'failed', error: { _tag: 'ReadOnly' } })
  })
})
