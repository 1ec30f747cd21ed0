import { type Delivery, orThrow } from '@partner-ledger/core'
import { expect, test } from 'vitest'

import { key } from '../deliveries.js'
import { due, keyOf, linkedUntil, renewedUntil } from '../expiry/memberships.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { sharedStore } from './subscribing.js'

/** What a delivery tells, without its place. */
const toldBy = (delivery: Delivery): unknown => {
  switch (delivery._tag) {
    case 'changed':
      return [delivery.key.customerId, ...delivery.transitions]
    case 'expired':
      return ['expired', delivery.key, delivery.until]
    case 'forgotten':
      return ['forgotten', delivery.customerId, delivery.until]
  }
}

test('A notice of expiry and a forgetting are delivered once, in the order of the log, to whoever subscribes', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store, { clock: () => due })
  const heard: unknown[] = []
  const handle = (delivery: Delivery): void => void heard.push(toldBy(delivery))
  const live = ledger.subscribe({ name: 'live', orgId: 'all', from: 'beginning', handle })

  await ingestAll(ledger, [linkedUntil(1, '2026-01-31'), linkedUntil(2, '2030-01-31')])
  expect(await orThrow(ledger.expireDue())).toMatchObject({ expired: 1 })
  expect(await orThrow(ledgerOver(store, { clock: () => due }).ledger.expireDue())).toMatchObject({ known: 1 })
  await orThrow(ledger.forget({ orgId: key.orgId, customerId: 1 }, { until: 7 }))
  await ingestAll(ledger, [renewedUntil(1, '2026-03-31', due - 2)])
  expect(await orThrow(ledger.expireDue())).toMatchObject({ expired: 1 })
  await live.caughtUp()
  const all = [
    [1, 'linked'],
    [2, 'linked'],
    ['expired', keyOf(1), Date.UTC(2026, 1, 1)],
    ['forgotten', 1, 7],
    [1, 'expiryChanged'],
    ['expired', keyOf(1), Date.UTC(2026, 3, 1)],
  ]
  expect(heard).toEqual(all)

  const again: unknown[] = []
  const replayed = (delivery: Delivery): void => void again.push(delivery.replay, toldBy(delivery))
  await ledger.subscribe({ name: 'later', orgId: 'all', from: 'beginning', handle: replayed }).caughtUp()
  expect(again).toEqual(all.flatMap((told) => [true, told]))
  await ledger.close()
})
