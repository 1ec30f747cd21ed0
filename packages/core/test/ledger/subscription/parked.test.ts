import { type Delivery, orThrow } from '@partner-ledger/core'
import { copyLog } from '@partner-ledger/core/transfer'
import { memoryStore } from '@partner-ledger/store-memory'
import { sqliteStore } from '@partner-ledger/store-sqlite'
import { expect, test } from 'vitest'

import { key } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { bodies, eventIdOf, ids, sharedStore } from './subscribing.js'
import { processOver } from './processes.js'

const { orgId } = key

class OutOfOrder extends TypeError {
  override readonly name = 'OutOfOrder'
}

/** A subscription that cannot handle e-2 until it is mended, and what it handled. */
const withPoison = (): {
  readonly options: {
    readonly name: string
    readonly orgId: 'all'
    readonly from: 'beginning'
    readonly onPoison: 'park'
    readonly retry: { readonly attempts: number; readonly initialDelayMs: number }
    readonly handle: (delivery: Delivery) => void
  }
  readonly heard: string[]
  readonly mend: () => void
} => {
  const heard: string[] = []
  let broken = true
  return {
    heard,
    mend: () => {
      broken = false
    },
    options: {
      name: 'parking',
      orgId: 'all',
      from: 'beginning',
      onPoison: 'park',
      retry: { attempts: 2, initialDelayMs: 0 },
      handle: (delivery) => {
        if (broken && delivery._tag === 'changed' && delivery.event.eventId === 'e-2')
          throw new OutOfOrder('15550000001')
        heard.push(eventIdOf(delivery))
      },
    },
  }
}

test('A parked delivery is listed with its place and the kind of its error, and nothing personal', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 3))
  const { options, heard } = withPoison()
  await using subscription = ledger.subscribe(options)
  await subscription.caughtUp()
  expect(heard).toEqual(['e-1', 'e-3'])
  const parked = await orThrow(subscription.parked.list())
  expect(parked).toMatchObject([{ orgId, position: 2, attempts: 2, error: 'OutOfOrder' }])
  expect(await orThrow(subscription.status())).toMatchObject({ parked: 1, lastError: { _tag: 'PoisonEvent' } })
  const stored = await orThrow(store.readStream(String(orgId), 'parked/parking', 0, 10))
  expect(JSON.stringify(stored)).not.toContain('1555')
})

test('A parked delivery is handed over again, and let go once it is handled', async () => {
  const { ledger } = ledgerOver(sharedStore())
  await ingestAll(ledger, bodies(1, 3))
  const { options, heard, mend } = withPoison()
  await using subscription = ledger.subscribe(options)
  await subscription.caughtUp()
  const at = { orgId, position: 2 }
  const failed = await subscription.parked.redeliver(at)
  expect(failed).toMatchObject({ left: { _tag: 'PoisonEvent', position: 2, attempts: 3 } })
  mend()
  expect(await subscription.parked.redeliver(at)).toMatchObject({ _tag: 'Right' })
  expect(heard).toEqual(['e-1', 'e-3', 'e-2'])
  expect(await orThrow(subscription.parked.list())).toEqual([])
  const gone = { left: { _tag: 'NoSuchParked', retryable: false, orgId, position: 2 } }
  expect(await subscription.parked.redeliver(at)).toMatchObject(gone)
  expect(await subscription.parked.dismiss(at)).toMatchObject(gone)
})

test('A dismissed delivery is parked again when a subscription that was reset meets it again', async () => {
  const { ledger } = ledgerOver(sharedStore())
  await ingestAll(ledger, bodies(1, 2))
  for (const round of [1, 2]) {
    const { options } = withPoison()
    const subscription = ledger.subscribe(options)
    await subscription.caughtUp()
    expect(await orThrow(subscription.parked.list()), `round ${round}`).toHaveLength(1)
    await orThrow(subscription.parked.dismiss({ orgId, position: 2 }))
    expect(await orThrow(subscription.parked.list())).toEqual([])
    await subscription.stop()
    await orThrow(ledger.resetSubscription({ name: 'parking', to: 'beginning' }))
  }
})

test('A crash between parking and the checkpoint parks it once', async () => {
  const store = sharedStore()
  await ingestAll(ledgerOver(store).ledger, bodies(1, 3))
  for (const { put } of [{ put: false }, { put: true }]) {
    const checkpoints = store.checkpoints ?? expect.fail()
    const crashing: typeof store = {
      ...store,
      checkpoints: {
        ...checkpoints,
        put: (place, expected, checkpoint) =>
          put || checkpoint.position === 0 || place.tenant === 'all'
            ? checkpoints.put(place, expected, checkpoint)
            : new Promise(() => {}),
      },
    }
    const { options, heard } = withPoison()
    const subscription = processOver(crashing).subscribe({ ...options, leaseMs: 3 })
    await expect.poll(() => heard).toEqual(['e-1', 'e-3'])
    await subscription.stop({ timeoutMs: 0 })
  }
  const { events } = await orThrow(store.readStream(String(orgId), 'parked/parking', 0, 10))
  expect(events.map(({ type }) => type)).toEqual(['parked'])
})

test('Only the process that works hands a parked delivery over again', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 2))
  const { options } = withPoison()
  await using first = ledger.subscribe(options)
  await first.caughtUp()
  const second = ledgerOver(store).ledger.subscribe(options)
  const elsewhere = { left: { _tag: 'SubscriptionNotActive', retryable: true, name: 'parking' } }
  expect(await second.parked.redeliver({ orgId, position: 2 })).toMatchObject(elsewhere)
  expect(await orThrow(second.parked.list())).toHaveLength(1)
  await second.stop()
  expect(await second.parked.redeliver({ orgId, position: 2 })).toMatchObject(elsewhere)
})

test('What is parked is no delivery, no event of a membership, and moves with the log', async () => {
  const store = sharedStore()
  const { ledger } = ledgerOver(store)
  await ingestAll(ledger, bodies(1, 3))
  const { options } = withPoison()
  await using subscription = ledger.subscribe(options)
  await subscription.caughtUp()
  const heard: string[] = []
  const handle = (delivery: Delivery): void => void heard.push(eventIdOf(delivery))
  await using other = ledger.subscribe({ name: 'other', orgId, from: 'beginning', handle })
  await other.caughtUp()
  expect(heard).toEqual(ids(1, 3))
  expect(await orThrow(ledger.replay(orgId, { initial: 0, evolve: (count) => count + 1 }))).toBe(3)
  expect((await orThrow(ledger.memberships({ orgId }))).items).toHaveLength(1)

  const copies = [memoryStore(), sqliteStore({ path: ':memory:' })]
  for (const copy of copies) {
    await orThrow(copy.append(String(orgId), [{ stream: 'notices/x', expected: 'any', event: noise }]))
    await orThrow(copyLog(store, copy))
    const copied = ledgerOver(copy).ledger
    const again = copied.subscribe({ ...options, from: 'end' })
    await again.caughtUp()
    const [parked] = await orThrow(again.parked.list())
    expect(parked).toMatchObject({ orgId, position: 3, attempts: 2, error: 'OutOfOrder' })
    await copied.close()
    await copy.close()
  }
})

/** A record that was in the other log first, so that positions differ. */
const noise = { id: 'noise', type: 'noise', occurredAt: 0, schema: 1, facts: {} }
