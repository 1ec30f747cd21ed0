import { type HookFailure, orThrow } from '@partner-ledger/core'
import { left, outcomeUnknown } from '@partner-ledger/core/store'
import { memoryCheckpoints } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, test } from 'vitest'

import { systemTime } from '../../../src/ledger/subscription/time.js'
import { key } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'
import { processOver } from './processes.js'

const { orgId } = key
const common = { name: 'stopped', orgId, from: 'beginning' } as const

/** A handler that is held in its first delivery until it is let go. */
const heldHandler = (): {
  readonly heard: string[]
  readonly entered: Promise<AbortSignal>
  readonly letGo: () => void
  readonly handle: Parameters<ReturnType<typeof ledgerOver>['ledger']['subscribe']>[0]['handle']
} => {
  const heard: string[] = []
  let letGo = (): void => {}
  let enter = (_: AbortSignal): void => {}
  const entered = new Promise<AbortSignal>((resolve) => (enter = resolve))
  const going = new Promise<void>((resolve) => (letGo = resolve))
  return {
    heard,
    entered,
    letGo,
    handle: async (delivery, { signal }) => {
      enter(signal)
      await going
      heard.push(eventIdOf(delivery))
    },
  }
}

test('Closing the ledger lets the handler in flight finish, keeps its checkpoint and gives the name back', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 3))
  const { heard, entered, letGo, handle } = heldHandler()
  const subscription = ledger.subscribe({ ...common, handle })
  const signal = await entered
  const closing = ledger.close()
  letGo()
  await closing
  expect(heard).toEqual(ids(1, 1))
  expect(signal.aborted).toBe(true)
  expect(await subscription.ended).toEqual({ _tag: 'stopped' })
  expect(await orThrow(ledgerOver(store).ledger.subscriptions())).toEqual([
    { name: 'stopped', organisations: [{ orgId, position: 1 }] },
  ])
})

test('A handler that never settles is left alone after a while; the status shows it, and its delivery comes again', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 1))
  const { entered, handle } = heldHandler()
  const subscription = processOver(store, systemTime(Date.now)).subscribe({ ...common, leaseMs: 20, handle })
  const signal = await entered
  expect(await orThrow(subscription.status())).toMatchObject({ inFlight: { orgId, position: 1 } })
  await subscription.stop({ timeoutMs: 5 })
  expect(signal.aborted).toBe(true)
  expect(await subscription.ended).toEqual({ _tag: 'stopped' })
  expect(await orThrow(subscription.status())).toMatchObject({ state: 'stopped', inFlight: { position: 1 } })
  const heard: string[] = []
  await using next = processOver(store, systemTime(Date.now)).subscribe({
    ...common,
    handle: (delivery) => void heard.push(eventIdOf(delivery)),
  })
  await next.caughtUp()
  expect(heard).toEqual(ids(1, 1))
})

test('Stopping cuts a pause short, is no failed attempt, and may be asked for twice', async () => {
  const store = sharedStore()
  await ingestAll(ledgerOver(store).ledger, bodies(1, 1))
  const process = processOver(store, systemTime(Date.now), { random: () => 1 })
  let attempts = 0
  const subscription = process.subscribe({
    ...common,
    retry: { attempts: 2, initialDelayMs: 3_600_000, maxDelayMs: 3_600_000 },
    onPoison: 'park',
    handle: () => {
      attempts += 1
      throw new Error('no')
    },
  })
  await expect.poll(() => process.warnings.length).toBe(1)
  expect((await orThrow(subscription.status())).state).toBe('retrying')
  await Promise.all([subscription.stop(), subscription.stop(), subscription[Symbol.asyncDispose]()])
  expect(attempts).toBe(1)
  expect(await orThrow(subscription.parked.list())).toEqual([])
})

test('A signal stops it, also one that was aborted before', async () => {
  const { ledger } = ledgerOver(sharedStore())
  const stop = new AbortController()
  const running = ledger.subscribe({ ...common, handle: () => {}, signal: stop.signal })
  await running.caughtUp()
  stop.abort()
  expect(await running.ended).toEqual({ _tag: 'stopped' })
  const late = ledger.subscribe({ ...common, handle: () => {}, signal: stop.signal })
  expect(await late.ended).toEqual({ _tag: 'stopped' })
})

test('What no hint tells of is found by asking', async () => {
  const events = { ...memoryStore(), onAppend: () => () => {} }
  const store = sharedStore(events)
  const heard: string[] = []
  await using subscription = processOver(store).subscribe({
    ...common,
    handle: (delivery) => void heard.push(eventIdOf(delivery)),
  })
  await subscription.caughtUp()
  await ingestAll(ledgerOver(store).ledger, bodies(1, 2))
  await subscription.caughtUp()
  expect(heard).toEqual(ids(1, 2))
})

test('Checkpoints in memory are told of once', async () => {
  const { ledger, log } = ledgerOver({ ...memoryStore(), checkpoints: undefined } as never)
  for (const name of ['a', 'b']) await ledger.subscribe({ ...common, name, handle: () => {} }).stop()
  expect(log).toEqual([{ level: 'warn', code: 'checkpoints-in-memory', subscription: 'a' }])
})

test('What goes wrong is told by the hook for errors', async () => {
  const { ledger } = ledgerOver(sharedStore())
  await ingestAll(ledger, bodies(1, 1))
  const told: HookFailure[] = []
  ledger.on('error', (failure) => void told.push(failure))
  const cause = new Error('no')
  const handle = (): never => {
    throw cause
  }
  await ledger.subscribe({ ...common, retry: { attempts: 1 }, handle }).ended
  expect(told).toMatchObject([{ _tag: 'SubscriptionWarning', name: 'stopped', retryable: false, error: { cause } }])
})

test('Checkpoints whose answers are lost are known again by their owner', async () => {
  const kept = memoryCheckpoints()
  let puts = 0
  const checkpoints: typeof kept = {
    ...kept,
    put: async (...call) => {
      const answer = await kept.put(...call)
      return (puts += 1) % 2 === 0 ? left(outcomeUnknown('a lost answer')) : answer
    },
  }
  const store = sharedStore(memoryStore(), checkpoints)
  await ingestAll(ledgerOver(store).ledger, bodies(1, 20))
  const heard: string[] = []
  const process = processOver(store)
  const subscription = process.subscribe({
    ...common,
    batch: 1,
    handle: (delivery) => void heard.push(eventIdOf(delivery)),
  })
  await subscription.caughtUp()
  await subscription.stop()
  expect(heard).toEqual(ids(1, 20))
  expect(process.log.map(({ code }) => code)).not.toContain('subscription-lease-lost')
})
