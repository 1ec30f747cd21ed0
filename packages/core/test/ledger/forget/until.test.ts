import { orThrow } from '@partner-ledger/core'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { key } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { storeKinds } from '../stores.js'
import { canary, delivered, everythingIn, keptIn, person, until } from './people.js'

describe.each(storeKinds)('what a forgetting reaches over $name', ({ open }) => {
  test('is when things happened, whatever their order of arrival', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await ingestAll(ledger, [delivered('newer', 1), delivered('on-the-dot', 0), delivered('older', -1)])
    await orThrow(ledger.forget(person, { until }))
    await ingestAll(ledger, [delivered('late-and-newer', 2), delivered('late-and-older', -2)])
    expect(await keptIn(store)).toEqual({
      personal: ['newer', 'late-and-newer'],
      bodies: ['newer', 'late-and-newer'],
    })
    const numbers = (await orThrow(ledger.membership(key))).periods.map(({ membershipNumber }) => membershipNumber)
    expect(numbers).toEqual([undefined, undefined, undefined, canary('newer'), canary('late-and-newer')])
  })

  test('is the latest `until` that was asked for', async () => {
    const store = open()
    const { ledger } = ledgerOver(store)
    await orThrow(ledger.forget(person, { until: until + 10 }))
    await orThrow(ledger.forget(person, { until }))
    await ingestAll(ledger, [delivered('between', 5), delivered('behind', 11)])
    expect(await keptIn(store)).toEqual({ personal: ['behind'], bodies: ['behind'] })
  })

  test('is the same whether deliveries come before or after it', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 8 }),
        fc.nat({ max: 8 }),
        async (times, cut) => {
          const store = open()
          const { ledger } = ledgerOver(store)
          const bodies = times.map((time) => delivered(String(time), time))
          await ingestAll(ledger, bodies.slice(0, cut))
          await orThrow(ledger.forget(person, { until }))
          await ingestAll(ledger, bodies.slice(cut))
          await ingestAll(ledger, bodies)
          const newer = times.filter((time) => time > 0).map(String)
          expect(await keptIn(store)).toEqual({ personal: newer, bodies: newer })
          const said = await everythingIn(store, ledger)
          expect(times.filter((time) => said.includes(canary(time))).map(String)).toEqual(newer)
          await store.close()
        },
      ),
      { numRuns: 40 },
    ))
})
