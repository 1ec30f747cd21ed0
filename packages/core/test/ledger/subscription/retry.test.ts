import { type Delivery, orThrow } from '@partner-ledger/core'
import { type CheckpointedHandler, left, unavailable, corrupt, type CheckpointStore } from '@partner-ledger/core/store'
import { memoryCheckpoints } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { expect, test } from 'vitest'

import { neverRejectingEvents } from '../../../src/ledger/log/never-rejecting-store.js'
import { key } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { flyingTime } from './flying-time.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'
import { processOver } from './processes.js'

const common = { name: 'tried', orgId: 'all', from: 'beginning' } as const

test('A handler that fails is tried again with pauses that double up to a bound, spread by chance', async () => {
  const store = sharedStore()
  await ingestAll(ledgerOver(store).ledger, bodies(1, 2))
  const time = flyingTime()
  const process = processOver(store, time, { random: () => 0.75 })
  const attempts: number[] = []
  await using subscription = process.subscribe({
    ...common,
    retry: { attempts: 6, initialDelayMs: 100, maxDelayMs: 500 },
    handle: (_, { attempt }) => {
      attempts.push(attempt)
      if (attempt < 6 && attempts.length < 7) throw new Error('not yet')
    },
  })
  await subscription.caughtUp()
  expect(attempts).toEqual([1, 2, 3, 4, 5, 6, 1])
  expect(time.slept.filter((ms) => ms > 0 && ms < 1000)).toEqual([75, 150, 300, 375, 375])
  expect(process.warnings.map(({ error }) => error._tag)).toEqual(Array.from({ length: 5 }, () => 'HandlerFailed'))
  const { state, lastError } = await orThrow(subscription.status())
  expect([state, lastError]).toMatchObject(['live', { _tag: 'HandlerFailed', position: 1, attempt: 5 }])
})

test('After the last attempt the subscription ends before the delivery, unless told otherwise', async () => {
  const store = sharedStore()
  await ingestAll(ledgerOver(store).ledger, bodies(1, 4))
  const heard: string[] = []
  const cause = new Error('member 15550000001')
  const handle = (delivery: Delivery): void => {
    if (delivery.position === 3 && heard.length < 4) throw cause
    heard.push(eventIdOf(delivery))
  }
  const process = processOver(store)
  const first = process.subscribe({ ...common, retry: { attempts: 3 }, handle })
  const error = { _tag: 'PoisonEvent', retryable: false, orgId: key.orgId, position: 3, attempts: 3, cause }
  expect(await first.ended).toEqual({ _tag: 'failed', error })
  expect(await first.caughtUp()).toEqual({ _tag: 'failed', error })
  expect(process.warnings.at(-1)).toMatchObject({ _tag: 'SubscriptionWarning', retryable: false, error })
  expect(await orThrow(first.status())).toMatchObject({ state: 'failed', lastError: error })
  expect(JSON.stringify(process.log)).not.toContain('1555')
  heard.push('again')
  heard.push('again')
  await using second = processOver(store).subscribe({ ...common, handle })
  await second.caughtUp()
  expect(heard).toEqual(['e-1', 'e-2', 'again', 'again', 'e-3', 'e-4'])
})

test('A store that fails for a while is waited for; one that is broken ends the subscription', async () => {
  const events = memoryStore()
  let failures = 5
  const flaky: typeof events = {
    ...events,
    readAll: (...call) => (failures-- > 0 ? Promise.resolve(left(unavailable('busy'))) : events.readAll(...call)),
  }
  await ingestAll(ledgerOver(events).ledger, bodies(1, 2))
  const process = processOver(sharedStore(flaky))
  const heard: string[] = []
  await using subscription = process.subscribe({
    ...common,
    handle: (delivery) => void heard.push(eventIdOf(delivery)),
  })
  await subscription.caughtUp()
  expect(heard).toEqual(ids(1, 2))
  expect(process.warnings.map(({ retryable, error }) => `${retryable} ${error._tag}`)).toEqual(
    Array.from({ length: 5 }, () => 'true Unavailable'),
  )
  const broken = { ...events, readAll: () => Promise.resolve(left(corrupt(7, 'a flipped bit'))) }
  const ended = await processOver(sharedStore(broken)).subscribe({ ...common, handle: () => {} }).ended
  expect(ended).toMatchObject({ _tag: 'failed', error: { _tag: 'Corrupt', position: 7 } })
})

test('A store that rejects or throws, as none may, ends nothing in silence', async () => {
  const events = memoryStore()
  let rejections = 3
  const rejecting: typeof events = {
    ...events,
    readAll: (...call) => (rejections-- > 0 ? Promise.reject(new Error('out of order')) : events.readAll(...call)),
  }
  await ingestAll(ledgerOver(events).ledger, bodies(1, 1))
  await using subscription = processOver(sharedStore(neverRejectingEvents(rejecting))).subscribe({
    ...common,
    handle: () => {},
  })
  expect(await subscription.caughtUp()).toBe(true)
  const throwing: typeof events = {
    ...events,
    onAppend: () => {
      throw new Error('out of order')
    },
  }
  const ended = await processOver(sharedStore(throwing)).subscribe({ ...common, handle: () => {} }).ended
  expect(ended).toMatchObject({ _tag: 'failed', error: { _tag: 'OutcomeUnknown' } })
})

/** A handler that keeps what it was handed together with the checkpoint, as one of a store would. */
const committing = (
  checkpoints: CheckpointStore,
  written: string[],
  poison?: string,
): CheckpointedHandler<Delivery> & { readonly calls: readonly number[] } => {
  const calls: number[] = []
  return {
    calls,
    commit: async (deliveries, { place, expected, checkpoint }) => {
      calls.push(deliveries.length)
      if (deliveries.map(eventIdOf).includes(poison ?? '')) throw new Error('poison')
      const put = await checkpoints.put(place, expected, checkpoint)
      if (put._tag === 'Right' && put.right._tag === 'put') written.push(...deliveries.map(eventIdOf))
      return put
    },
  }
}

test('A handler that commits is handed batches, and puts each checkpoint itself', async () => {
  const checkpoints = memoryCheckpoints()
  const store = sharedStore(memoryStore(), checkpoints)
  await ingestAll(ledgerOver(store).ledger, bodies(1, 7))
  const written: string[] = []
  const handle = committing(checkpoints, written)
  await using subscription = processOver(store).subscribe({ ...common, batch: 3, handle })
  await subscription.caughtUp()
  expect(written).toEqual(ids(1, 7))
  expect(handle.calls).toEqual([3, 3, 1])
})

test('A batch that fails is committed one by one, so that only the one to blame is parked', async () => {
  const checkpoints = memoryCheckpoints()
  const store = sharedStore(memoryStore(), checkpoints)
  await ingestAll(ledgerOver(store).ledger, bodies(1, 5))
  const written: string[] = []
  const handle = committing(checkpoints, written, 'e-2')
  const process = processOver(store)
  await using subscription = process.subscribe({
    ...common,
    batch: 5,
    onPoison: 'park',
    retry: { attempts: 2 },
    handle,
  })
  await subscription.caughtUp()
  expect(written).toEqual(['e-1', 'e-3', 'e-4', 'e-5'])
  expect(handle.calls).toEqual([5, 1, 1, 1, 1, 1, 1])
  expect(await orThrow(subscription.parked.list())).toMatchObject([{ position: 2, attempts: 2, error: 'Error' }])
})

test('A commit whose answer was lost is not written twice', async () => {
  const checkpoints = memoryCheckpoints()
  const store = sharedStore(memoryStore(), checkpoints)
  await ingestAll(ledgerOver(store).ledger, bodies(1, 3))
  const written: string[] = []
  const honest = committing(checkpoints, written)
  let lost = 1
  await using subscription = processOver(store).subscribe({
    ...common,
    handle: {
      commit: async (deliveries, step) => {
        const answer = await honest.commit(deliveries, step)
        return lost-- > 0 ? left(unavailable('the answer was lost')) : answer
      },
    },
  })
  await subscription.caughtUp()
  expect(written).toEqual(ids(1, 3))
})
