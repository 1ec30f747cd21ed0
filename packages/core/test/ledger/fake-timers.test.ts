import { orThrow } from '@partner-ledger/core'
import { afterEach, describe, expect, test, vi } from 'vitest'

import { key, numbered } from './deliveries.js'
import { ledgerOver } from './ledgers.js'
import { due, linkedUntil } from './expiry/memberships.js'
import { sharedStore } from './subscription/subscribing.js'

const realTimeout = globalThis.setTimeout
const inTime = <A>(promise: Promise<A>): Promise<A> =>
  Promise.race([
    promise,
    new Promise<never>((_, reject) => realTimeout(() => reject(new Error('it hangs under faked timers')), 5000)),
  ])

afterEach(() => {
  vi.useRealTimers()
})

describe.each([
  ['what vitest fakes by default', undefined],
  ['dates', ['Date' as const]],
  ['timers, microtasks and clocks', ['setTimeout', 'setImmediate', 'queueMicrotask', 'performance', 'Date'] as const],
])('While %s are faked', (_, toFake) => {
  const begin = (): void => {
    vi.useFakeTimers(toFake === undefined ? undefined : { toFake: [...toFake] })
    vi.setSystemTime(due)
  }

  test(
    'listeners are called, subscriptions catch up and stop, and a ledger closes',
    { tags: 'fault:contexts' },
    async () => {
      begin()
      const { ledger } = ledgerOver(sharedStore())
      const recorded = new Promise<string>((resolve) => ledger.on('linked', ({ event }) => resolve(event.eventId)))
      await inTime(orThrow(ledger.ingest(numbered(1))))
      expect(await inTime(recorded)).toBe('e-1')
      const heard: number[] = []
      const handle = ({ position }: { readonly position: number }): void => void heard.push(position)
      const subscription = ledger.subscribe({ name: 's', orgId: key.orgId, from: 'beginning', handle })
      await inTime(subscription.caughtUp())
      expect(heard).toEqual([1])
      await inTime(subscription.stop())
      await inTime(ledger.close())
    },
  )

  test('a watch turns again', async () => {
    begin()
    const { ledger } = ledgerOver(sharedStore(), { clock: () => due })
    const expired = new Promise<number>((resolve) =>
      ledger.on('expired', ({ key: { customerId } }) => resolve(customerId)),
    )
    ledger.watchExpiry({ every: 5 })
    await inTime(orThrow(ledger.ingest(linkedUntil(3, '2026-01-31'))))
    expect(await inTime(expired)).toBe(3)
    await inTime(ledger.close())
  })
})

test('A wait on a global timer hangs there: sabotage', { tags: 'twin:contexts' }, async () => {
  vi.useFakeTimers()
  const asleep = new Promise((resolve) => globalThis.setTimeout(resolve, 1)).then(() => 'awake')
  const first = await Promise.race([asleep, new Promise((resolve) => realTimeout(() => resolve('asleep'), 50))])
  expect(first).toBe('asleep')
})
