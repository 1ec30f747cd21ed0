import { expect, test } from 'vitest'

import { ingestAll, ledgerOver } from '../ledgers.js'
import { flyingTime } from './flying-time.js'
import { bodies, eventIdOf, sharedStore } from './subscribing.js'
import { processOver } from './processes.js'

test.each([250, 90_000])(
  'Without hints of the store an append is met at the next interval of %i ms',
  async (pollMs) => {
    const store = { ...sharedStore(), onAppend: () => () => {} }
    const { ledger } = ledgerOver(store)
    const time = flyingTime()
    const process = processOver(store, time, { pollMs })
    const met: number[] = []
    const subscription = process.subscribe({
      name: 'all',
      orgId: 50191,
      from: 'beginning',
      handle: () => void met.push(time.now()),
    })
    await subscription.caughtUp()
    const since = time.now()
    await ingestAll(ledger, bodies(1, 1))
    await subscription.caughtUp()
    expect(met).toHaveLength(1)
    expect((met[0] ?? 0) - since).toBe(pollMs)
    await subscription.stop()
  },
)

test('A new organisation is found by the poll alone, once `pollMs` are over', async () => {
  const pollMs = 3_600_000
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  const time = flyingTime()
  const heard: string[] = []
  await ingestAll(ledger, bodies(1, 1))
  const subscription = processOver(store, time, { pollMs }).subscribe({
    name: 'all',
    orgId: 'all',
    from: 'beginning',
    leaseMs: 86_400_000,
    handle: (delivery) => void heard.push(`${delivery.orgId} ${eventIdOf(delivery)}`),
  })
  await subscription.caughtUp()
  await ingestAll(ledger, [...bodies(1, 1, { orgId: 50192 }), ...bodies(2, 2)])
  await time.pass(pollMs - 1000)
  expect(heard).toEqual(['50191 e-1', '50191 e-2'])
  await time.pass(2000)
  expect(heard).toEqual(['50191 e-1', '50191 e-2', '50192 e-1'])
  await subscription.stop()
})
