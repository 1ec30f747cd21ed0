import { type Ledger, orThrow } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { left, unavailable } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { entryId } from '../../../src/ledger/quarantine/quarantine-log.js'
import { body, broken, key, now } from '../deliveries.js'
import { ledgerOver } from '../ledgers.js'
import { denseStoreKinds } from '../stores.js'

const idOf = (text: string): string => entryId(new TextEncoder().encode(text))

/** A store whose `forget` fails once; `isLate`: when it has done its work. */
const failingToForget = (store: EventStore, isLate: boolean): EventStore => {
  let failed = false
  return {
    ...store,
    forget: async (...call) => {
      if (failed) return store.forget(...call)
      failed = true
      if (isLate) await orThrow(store.forget(...call))
      return left(unavailable('gone'))
    },
  }
}

/** How a body is left behind: the ledger that could not drop it, and the store. */
const leftBehind = async (store: EventStore, isLate = false): Promise<Ledger> => {
  await orThrow(ledgerOver(store, { allowedOrgs: [1] }).ledger.ingest(body()))
  const { ledger } = ledgerOver(failingToForget(store, isLate))
  expect(await ledger.quarantine.redriveAll()).toEqual(left(unavailable('gone')))
  return ledger
}

/** A redrive of all that looks at open entries alone. */
const ofOpenOnes = async ({ quarantine }: Ledger): Promise<void> => {
  for (const { id } of (await orThrow(quarantine.list({ status: 'open' }))).items) await orThrow(quarantine.redrive(id))
}

/** How often the ledger's store is asked to forget. */
const counting = (store: EventStore): { readonly store: EventStore; readonly count: () => number } => {
  let count = 0
  return {
    store: {
      ...store,
      forget: (...call) => {
        count += 1
        return store.forget(...call)
      },
    },
    count: () => count,
  }
}

describe.each(denseStoreKinds)('a body that a failure left behind the end of its entry, over $name', ({ open }) => {
  test('is dropped when all are redriven again, by the same process and by another', async () => {
    for (const another of [false, true]) {
      const store = open()
      const ledger = await leftBehind(store)
      expect(await orThrow(store.body('quarantine', 1))).toBeDefined()
      const again = another ? ledgerOver(store).ledger : ledger
      expect(await orThrow(again.quarantine.redriveAll())).toEqual({ tried: 0, redriven: 0, stillQuarantined: 0 })
      expect(await orThrow(store.body('quarantine', 1))).toBeUndefined()
      expect((await orThrow(store.readAll('50191', 0, 10))).events).toHaveLength(1)
    }
  })

  test('stays for ever where only open entries are looked at: sabotage', async () => {
    const store = open()
    const ledger = await leftBehind(store)
    await ofOpenOnes(ledger)
    expect(await orThrow(store.body('quarantine', 1))).toBeDefined()
  })

  test('is dropped when the next body is kept apart, and when its person is forgotten', async () => {
    for (const next of [
      (ledger: Ledger): Promise<unknown> => orThrow(ledger.ingest(broken())),
      (ledger: Ledger): Promise<unknown> => orThrow(ledger.forget({ orgId: key.orgId, customerId: 12_345 })),
    ]) {
      const store = open()
      await next(await leftBehind(store))
      expect(await orThrow(store.body('quarantine', 1))).toBeUndefined()
    }
  })

  test('of an entry that grew old is dropped when the body comes again', async () => {
    let time = now
    const clock = (): number => time
    const store = open({ clock })
    const { ledger } = ledgerOver(failingToForget(store, false), { clock, quarantine: { discardAfterDays: 1 } })
    await orThrow(ledger.ingest(broken('1')))
    time += 86_400_001
    expect(await ledger.ingest(broken('1'))).toEqual(left(unavailable('gone')))
    expect(await orThrow(store.body('quarantine', 1))).toBeDefined()
    expect(await orThrow(ledger.ingest(broken('1')))).toMatchObject({ entry: `${idOf(broken('1'))}.2` })
    expect(await orThrow(store.body('quarantine', 1))).toBeUndefined()
  })

  test('is dropped again where the store failed at the end of that, and not once more', async () => {
    const { store, count } = counting(open())
    const ledger = await leftBehind(store, true)
    await orThrow(ledger.quarantine.redriveAll())
    expect(count()).toBe(2)
    await orThrow(ledger.quarantine.redriveAll())
    await orThrow(ledgerOver(store).ledger.quarantine.redriveAll())
    expect(count()).toBe(2)
  })
})
