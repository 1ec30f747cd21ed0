import { type Delivery, orThrow, type SubscriptionOptions } from '@partner-ledger/core'
import { expect, test } from 'vitest'

import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryCheckpoints } from '@partner-ledger/core/store'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { flyingTime, type FlyingTime } from './flying-time.js'
import { processOver } from './processes.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'

const attempts = 3

const options = (handle: SubscriptionOptions['handle'], more: Partial<SubscriptionOptions> = {}) =>
  ({
    name: 'deadly',
    orgId: 'all',
    from: 'beginning',
    leaseMs: 3000,
    retry: { attempts, initialDelayMs: 0 },
    onPoison: 'park',
    handle,
    ...more,
  }) as const

/** Runs a process until its handler meets e-2, which ends it: nothing of it is heard of any more. `false`: it lived. */
const dies = async (
  store: LedgerStore,
  time: FlyingTime,
  heard: string[],
  more: Partial<SubscriptionOptions> = {},
): Promise<boolean> => {
  let isDead = false
  const never = (): Promise<never> => new Promise(() => {})
  const checkpoints = store.checkpoints ?? memoryCheckpoints()
  const own: LedgerStore = {
    ...store,
    readAll: (...call) => (isDead ? never() : store.readAll(...call)),
    heads: (...call) => (isDead ? never() : store.heads(...call)),
    checkpoints: {
      ...checkpoints,
      get: (...call) => (isDead ? never() : checkpoints.get(...call)),
      put: (...call) => (isDead ? never() : checkpoints.put(...call)),
    },
  }
  const handle = (delivery: Delivery): void | Promise<void> => {
    heard.push(eventIdOf(delivery))
    if (eventIdOf(delivery) !== 'e-2') return undefined
    isDead = true
    return never()
  }
  const subscription = processOver(own, time).subscribe(options(handle, more))
  const died = (async () => {
    while (!isDead) await new Promise((resolve) => setImmediate(resolve))
    return true
  })()
  const lived = Promise.race([subscription.caughtUp(), subscription.ended]).then(() => false)
  const isEnded = await Promise.race([died, lived])
  if (!isEnded) await subscription.stop()
  isDead = true
  return isEnded
}

test('A handler that ends its process each time is parked after as many attempts, and the next is handled', async () => {
  const store = sharedStore()
  const time = flyingTime()
  await ingestAll(ledgerOver(store).ledger, bodies(1, 4))
  const heard: string[] = []
  let deaths = 0
  while (await dies(store, time, heard)) {
    deaths += 1
    expect(deaths).toBeLessThan(10)
  }
  expect(deaths).toBe(attempts + 1)
  expect(heard.filter((id) => id === 'e-2')).toHaveLength(attempts + 1)
  expect(heard).toContain('e-4')
  await using later = processOver(store, time).subscribe(options(() => {}))
  await later.caughtUp()
  expect(await orThrow(later.parked.list())).toMatchObject([{ position: 2, attempts, error: 'ProcessEnded' }])
})

test('With `stop` it ends before the delivery instead, and the start after that tries it again', async () => {
  const store = sharedStore()
  const time = flyingTime()
  await ingestAll(ledgerOver(store).ledger, bodies(1, 4))
  const heard: string[] = []
  let deaths = 0
  while (await dies(store, time, heard, { onPoison: 'stop' })) deaths += 1
  expect(deaths).toBe(attempts + 1)
  const again: string[] = []
  await using mended = processOver(store, time).subscribe(
    options((delivery) => void again.push(eventIdOf(delivery)), { onPoison: 'stop' }),
  )
  expect(await mended.caughtUp()).toBe(true)
  expect(again).toEqual(expect.arrayContaining([...ids(2, 4)]))
})

test('Where attempts are not kept it goes on for ever: sabotage', async () => {
  const store = sharedStore()
  const time = flyingTime()
  await ingestAll(ledgerOver(store).ledger, bodies(1, 4))
  const checkpoints = store.checkpoints ?? memoryCheckpoints()
  const forgetful: LedgerStore = {
    ...store,
    checkpoints: {
      ...checkpoints,
      put: (place, expected, { id, ...checkpoint }) =>
        checkpoints.put(
          place,
          expected,
          place.tenant === 'all' || id === undefined ? checkpoint : { id, ...checkpoint },
        ),
    },
  }
  let deaths = 0
  while (deaths < 10 && (await dies(forgetful, time, []))) deaths += 1
  expect(deaths).toBe(10)
})
