import { expect, test } from 'vitest'

import { createLedger } from '../../../src/ledger/create-ledger.js'
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

test('A ledger asks for new organisations once its `pollMs` are over, by its clock', async () => {
  const pollMs = 3_600_000
  let now = Date.UTC(2026, 0, 1)
  const ledger = createLedger({ store: sharedStore(), clock: () => now, pollMs })
  const heard: string[] = []
  const subscription = ledger.subscribe({
    name: 'all',
    orgId: 'all',
    from: 'beginning',
    handle: (delivery) => void heard.push(`${delivery.orgId} ${eventIdOf(delivery)}`),
  })
  const [first = '', second = '', third = '', fourth = ''] = bodies(1, 4)
  const [elsewhere = ''] = bodies(1, 1, { orgId: 50192 })
  await ingestAll(ledger, [first])
  await subscription.caughtUp()
  now += pollMs - 1
  await ingestAll(ledger, [elsewhere, second])
  await heardOf(heard, '50191 e-2')
  // Whoever is known is read in turn, so that the other one would have been heard by now.
  await ingestAll(ledger, [third])
  await heardOf(heard, '50191 e-3')
  expect(heard).toEqual(['50191 e-1', '50191 e-2', '50191 e-3'])
  now += 1
  await ingestAll(ledger, [fourth])
  await subscription.caughtUp()
  expect(heard).toContain('50192 e-1')
  await ledger.close()
})

const heardOf = async (heard: readonly string[], one: string): Promise<void> => {
  while (!heard.includes(one)) await new Promise((resolve) => setImmediate(resolve))
}
