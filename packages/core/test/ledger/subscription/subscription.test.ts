import { expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import { bodies, eventIdOf, ids, sharedStoreWithHoles } from './subscribing.js'

test('A subscription delivers what was recorded before it, and then what is recorded', async () => {
  const { ledger } = ledgerOver(sharedStoreWithHoles())
  await ingestAll(ledger, bodies(1, 3))
  const heard: string[] = []
  const subscription = ledger.subscribe({
    name: 'all',
    orgId: 50191,
    from: 'beginning',
    handle: (delivery) => void heard.push(`${eventIdOf(delivery)} ${delivery.replay}`),
  })
  expect(await subscription.caughtUp()).toBe(true)
  expect(heard).toEqual(['e-1 true', 'e-2 true', 'e-3 true'])
  await ingestAll(ledger, bodies(4, 5))
  await subscription.caughtUp()
  expect(heard.slice(3)).toEqual(['e-4 false', 'e-5 false'])
  await subscription.stop()
  expect(await subscription.ended).toEqual({ _tag: 'stopped' })
})

test('A later subscription of the name goes on where the first one stopped', async () => {
  const store = sharedStoreWithHoles()
  const heard: string[] = []
  for (const [from, to] of [
    [1, 3],
    [4, 6],
  ] as const) {
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, bodies(from, to))
    const subscription = ledger.subscribe({
      name: 'all',
      orgId: 'all',
      from: 'beginning',
      handle: (delivery) => void heard.push(eventIdOf(delivery)),
    })
    await subscription.caughtUp()
    await ledger.close()
  }
  expect(heard).toEqual(ids(1, 6))
})
