import { type Delivery, orThrow, type Subscription, type SubscriptionOptions } from '@partner-ledger/core'
import { memoryCheckpoints } from '@partner-ledger/core/store'
import { expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import type { Time } from '../../../src/ledger/subscription/time.js'
import { flyingTime, type FlyingTime } from './flying-time.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'
import { processOver } from './processes.js'

const options = (heard: string[], more: Partial<SubscriptionOptions> = {}): SubscriptionOptions => ({
  name: 'shared',
  orgId: 'all',
  from: 'beginning',
  leaseMs: 3000,
  handle: (delivery: Delivery) => void heard.push(eventIdOf(delivery)),
  ...more,
})

const stateOf = async (subscription: Subscription): Promise<string> => (await orThrow(subscription.status())).state

test('Of two subscriptions of one name one works, and the other takes over when it stops', async () => {
  const store = sharedStore()
  const time = flyingTime()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 3))
  const one: string[] = []
  const two: string[] = []
  const process = processOver(store, time)
  const first = process.subscribe(options(one))
  await first.caughtUp()
  const second = process.subscribe(options(two))
  expect(await second.caughtUp()).toBe(true)
  expect(await stateOf(second)).toBe('waiting')
  expect(await stateOf(first)).toBe('live')
  await first.stop()
  await ingestAll(ledger, bodies(4, 5))
  await second.caughtUp()
  expect(one).toEqual(ids(1, 3))
  expect(two).toEqual(ids(4, 5))
  await second.stop()
})

/** A process that works, and then is heard of no more: its store never answers, and its timers never fire. */
const dyingProcess = async (
  store: ReturnType<typeof sharedStore>,
  time: FlyingTime,
  heard: string[],
): Promise<{ die: () => void }> => {
  let dead = false
  const never = (): Promise<never> => new Promise(() => {})
  const checkpoints = store.checkpoints ?? memoryCheckpoints()
  const own = {
    ...store,
    readAll: ((...call) => (dead ? never() : store.readAll(...call))) as typeof store.readAll,
    checkpoints: {
      ...checkpoints,
      put: ((...call) => (dead ? never() : checkpoints.put(...call))) as typeof checkpoints.put,
    },
  }
  const subscription = processOver(own, time).subscribe(options(heard))
  await subscription.caughtUp()
  return {
    die: () => {
      dead = true
    },
  }
}

test('A process that died is followed by another when its lease has run out', async () => {
  const store = sharedStore()
  const time = flyingTime()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 2))
  const heard: string[] = []
  const { die } = await dyingProcess(store, time, heard)
  die()
  const began = time.now()
  await ingestAll(ledger, bodies(3, 4))
  const later: string[] = []
  await using next = processOver(store, time).subscribe(options(later))
  await next.caughtUp()
  expect(later).toEqual(ids(3, 4))
  expect(time.now() - began).toBeGreaterThanOrEqual(2000)
})

test('A clock that was put back holds nobody up for as long as it was put back', async () => {
  const store = sharedStore()
  const time = flyingTime()
  const { ledger } = ledgerOver(store)
  const { die } = await dyingProcess(store, time, [])
  die()
  time.jump(-86_400_000)
  const began = time.now()
  await ingestAll(ledger, bodies(1, 2))
  const later: string[] = []
  await using next = processOver(store, time).subscribe(options(later))
  await next.caughtUp()
  expect(later).toEqual(ids(1, 2))
  expect(time.now() - began).toBeLessThan(60_000)
  expect(time.slept.every((ms) => ms >= 0)).toBe(true)
})

/** The time of a process that is held up: its clock stands, and nothing of it wakes unless it is cut short. */
const heldUp = (now: number): Time => ({
  now: () => now,
  elapsed: () => now,
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (ms <= 0 || signal.aborted) resolve()
      else signal.addEventListener('abort', () => resolve())
    }),
})

test("A zombie's late checkpoint is refused, its handler's signal aborts, and it waits again", async () => {
  const store = sharedStore()
  const time = flyingTime()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 1))
  const zombie = processOver(store, heldUp(time.now()))
  let wake = (): void => {}
  let signal: AbortSignal | undefined
  const held = zombie.subscribe(
    options([], {
      handle: (_, context) => {
        signal = context.signal
        return new Promise((resolve) => (wake = resolve))
      },
    }),
  )
  await expect.poll(() => signal).toBeDefined()
  time.jump(3_600_000)
  const heard: string[] = []
  await using next = processOver(store, time).subscribe(options(heard))
  await next.caughtUp()
  expect(heard).toEqual(ids(1, 1))
  wake()
  await expect.poll(() => zombie.log.map(({ code }) => code)).toContain('subscription-lease-lost')
  expect(signal?.aborted).toBe(true)
  expect(await stateOf(held)).toBe('waiting')
  expect((await orThrow(held.status())).organisations).toMatchObject([{ position: 1, lag: 0 }])
  await held.stop()
})

test('A process that lost its lease competes for it again after `leaseMs`, however rarely it polls', async () => {
  const store = sharedStore()
  const time = flyingTime()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 1))
  const heard: string[] = []
  const pollMs = 2_000_000_000
  const process = processOver(store, time, { pollMs })
  await using subscription = process.subscribe(options(heard))
  await subscription.caughtUp()
  const checkpoints = store.checkpoints ?? memoryCheckpoints()
  const lease = { name: 'shared', tenant: 'all' }
  const began = time.now()
  await expect
    .poll(async () => {
      const stored = await orThrow(checkpoints.get(lease))
      if (stored === undefined) return undefined
      const { revision, ...record } = stored
      return orThrow(checkpoints.put(lease, revision, { ...record, lease: { owner: 'other', until: began + 1000 } }))
    })
    .toMatchObject({ _tag: 'put' })
  await expect.poll(() => process.log.map(({ code }) => code)).toContain('subscription-lease-lost')
  await ingestAll(ledger, bodies(2, 3))
  await expect.poll(() => heard).toEqual(ids(1, 3))
  expect(time.now() - began).toBeLessThan(pollMs / 4)
})

test('A lease is renewed while a handler takes its time', async () => {
  const store = sharedStore()
  const time = flyingTime()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 1))
  const one: string[] = []
  const two: string[] = []
  let enter = (): void => {}
  const entered = new Promise<void>((resolve) => (enter = resolve))
  const slow = options(one, {
    handle: async (delivery) => {
      enter()
      await time.sleep(60_000, new AbortController().signal)
      one.push(eventIdOf(delivery))
    },
  })
  await using _first = processOver(store, time).subscribe(slow)
  await entered
  await using second = processOver(store, time).subscribe(options(two))
  await second.caughtUp()
  expect([one, two]).toEqual([ids(1, 1), []])
})
