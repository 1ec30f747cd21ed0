import { type Delivery, orThrow } from '@partner-ledger/core'
import { expect, test } from 'vitest'

import { key } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'

const other = 50192

test('From the end, only what is recorded afterwards is delivered', async () => {
  const { ledger } = ledgerOver(sharedStore())
  await ingestAll(ledger, bodies(1, 3))
  const heard: string[] = []
  const handle = (delivery: Delivery): void => void heard.push(eventIdOf(delivery))
  await using subscription = ledger.subscribe({ name: 'end', orgId: 'all', from: 'end', handle })
  await subscription.caughtUp()
  await ingestAll(ledger, bodies(4, 5))
  await subscription.caughtUp()
  expect(heard).toEqual(ids(4, 5))
})

test('From a position, what lies behind it is delivered', async () => {
  const { ledger } = ledgerOver(sharedStore())
  await ingestAll(ledger, bodies(1, 3))
  const heard: string[] = []
  const handle = (delivery: Delivery): void => void heard.push(eventIdOf(delivery))
  await using subscription = ledger.subscribe({ name: 'at', orgId: key.orgId, from: 2, handle })
  await subscription.caughtUp()
  expect(heard).toEqual(ids(3, 3))
})

test('Organisations that appear later are read from their first event on, and never as a replay', async () => {
  const { ledger } = ledgerOver(sharedStore())
  await ingestAll(ledger, bodies(1, 2))
  const heard: string[] = []
  const handle = ({ orgId, position, replay }: Delivery): void => void heard.push(`${orgId} ${position} ${replay}`)
  await using subscription = ledger.subscribe({ name: 'new', orgId: 'all', from: 'end', handle })
  await subscription.caughtUp()
  await ingestAll(ledger, bodies(1, 2, { orgId: other }))
  await subscription.caughtUp()
  expect(heard).toEqual([`${other} 1 false`, `${other} 2 false`])
})

test('A notice of expiry and a forgetting are delivered in their place in the log', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 1))
  const { orgId, customerId, loyaltyProgramId, partnerProgramId } = key
  const facts = { customerId, loyaltyProgramId, partnerProgramId, until: 7 }
  const event = { id: 'expired:7', type: 'membershipExpired', occurredAt: 8, schema: 1, facts }
  const stream = `notices/membership/${loyaltyProgramId}/${partnerProgramId}/${customerId}`
  await orThrow(store.append(String(orgId), [{ stream, expected: 'any', event }]))
  await orThrow(ledger.forget({ orgId, customerId }, { until: 9 }))
  const heard: Delivery[] = []
  const handle = (delivery: Delivery): void => void heard.push(delivery)
  await using subscription = ledger.subscribe({ name: 'kinds', orgId, from: 'beginning', handle })
  await subscription.caughtUp()
  expect(heard).toMatchObject([
    { _tag: 'changed', orgId, position: 1, replay: true, key, transitions: ['linked'], late: false },
    { _tag: 'expired', orgId, position: 2, replay: true, key, until: 7 },
    { _tag: 'forgotten', orgId, position: 3, replay: true, customerId, until: 9 },
  ])
})

test('Of a person who is forgotten while the subscription runs, nothing personal is delivered any more', async () => {
  const { ledger } = ledgerOver(sharedStore())
  await ingestAll(ledger, bodies(1, 2))
  const heard: Delivery[] = []
  const handle = (delivery: Delivery): void => void heard.push(delivery)
  await using subscription = ledger.subscribe({ name: 'forgets', orgId: 'all', from: 'beginning', handle })
  await subscription.caughtUp()
  expect(JSON.stringify(heard)).toContain('123-asa3')
  const { orgId, customerId } = key
  await orThrow(ledger.forget({ orgId, customerId }, { until: 2_000_000_000_000 }))
  await subscription.caughtUp()
  heard.length = 0
  await ingestAll(ledger, bodies(3, 3))
  await subscription.caughtUp()
  expect(heard.map(eventIdOf)).toEqual(ids(3, 3))
  expect(JSON.stringify(heard)).not.toMatch(/123-asa3|example\.com/)
})
