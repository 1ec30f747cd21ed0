import { type Delivery, orThrow } from '@partner-ledger/core'
import { expect, test } from 'vitest'

import { key } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { rewindableLog } from '../rewindable-log.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'

const name = 'restored'
const { orgId } = key
const tenant = String(orgId)

const run = async (store: ReturnType<typeof sharedStore>, heard: string[] = []): Promise<unknown> => {
  const handle = (delivery: Delivery): void => void heard.push(`${eventIdOf(delivery)} ${delivery.replay}`)
  const subscription = ledgerOver(store).ledger.subscribe({ name, orgId: 'all', from: 'beginning', handle })
  if ((await subscription.caughtUp()) === true) await subscription.stop()
  return subscription.ended
}

test('A log without the event of the checkpoint ends a subscription with EpochChanged, until it is reset', async () => {
  const log = rewindableLog()
  log.changeEpoch('one')
  const store = sharedStore(log.store)
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 3))
  expect(await run(store)).toEqual({ _tag: 'stopped' })
  log.changeEpoch('two')
  log.rewind(tenant, 2)
  await ingestAll(ledger, bodies(4, 5))
  const heard: string[] = []
  expect(await run(store, heard)).toEqual({
    _tag: 'failed',
    error: { _tag: 'EpochChanged', retryable: false, name, tenant, position: 3, expected: 'one', found: 'two' },
  })
  await orThrow(ledger.resetSubscription({ name, to: 2 }))
  expect(await run(store, heard)).toEqual({ _tag: 'stopped' })
  expect(heard).toEqual(['e-4 true', 'e-5 true'])
})

test('A checkpoint behind the end of the log ends it with CheckpointBeyondHead', async () => {
  const log = rewindableLog()
  const store = sharedStore(log.store)
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 3))
  await run(store)
  log.rewind(tenant, 2)
  const error = { _tag: 'CheckpointBeyondHead', retryable: false, name, tenant, position: 3, head: 2 }
  expect(await run(store)).toEqual({ _tag: 'failed', error })
  expect(await ledger.resetSubscription({ name, to: 3 })).toMatchObject({ left: error })
  await orThrow(ledger.resetSubscription({ name, to: 'end' }))
  expect(await run(store)).toEqual({ _tag: 'stopped' })
})

test('A beginning behind the end of the log is such an error too', async () => {
  const subscription = ledgerOver(sharedStore()).ledger.subscribe({ name, orgId, from: 4, handle: () => {} })
  expect(await subscription.ended).toMatchObject({ error: { _tag: 'CheckpointBeyondHead', position: 4, head: 0 } })
})

test('A reset begins again at the beginning, and says that what was there is a replay', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  await run(store)
  await ingestAll(ledger, bodies(1, 2))
  const heard: string[] = []
  await run(store, heard)
  await orThrow(ledger.resetSubscription({ name, to: 'beginning' }))
  await run(store, heard)
  expect(heard).toEqual([...ids(1, 2).map((id) => `${id} false`), ...ids(1, 2).map((id) => `${id} true`)])
})

test('A subscription that somebody works on is not reset, and neither is one that never was', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 2))
  const subscription = ledger.subscribe({ name, orgId: 'all', from: 'end', handle: () => {} })
  await subscription.caughtUp()
  expect(await ledger.resetSubscription({ name, to: 'end' })).toMatchObject({
    left: { _tag: 'SubscriptionBusy', retryable: true, name },
  })
  expect(await ledger.resetSubscription({ name: 'no such', to: 'end' })).toMatchObject({
    left: { _tag: 'InvalidArgument', argument: 'name' },
  })
  await subscription.stop()
  expect(await ledger.resetSubscription({ name, to: -1 })).toMatchObject({
    left: { _tag: 'InvalidArgument', argument: 'to' },
  })
  await ingestAll(ledger, bodies(1, 1, { orgId: 50192 }))
  await run(store)
  expect(await ledger.resetSubscription({ name, to: 1 })).toMatchObject({
    left: { _tag: 'InvalidArgument', argument: 'to' },
  })
  await orThrow(ledger.resetSubscription({ name, to: 'end' }))
})

test('Every subscription is listed with how far it has come, and until when it is held', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, [...bodies(1, 2), ...bodies(1, 1, { orgId: 50192 })])
  await run(store)
  const held = ledger.subscribe({ name: 'held', orgId, from: 'beginning', handle: () => {} })
  await held.caughtUp()
  const organisations = [
    { orgId, position: 2 },
    { orgId: 50192, position: 1 },
  ]
  expect(await orThrow(ledger.subscriptions())).toEqual([
    { name: 'held', organisations: organisations.slice(0, 1), heldUntil: expect.any(Number) as number },
    { name, organisations },
  ])
  await ledger.close()
})
