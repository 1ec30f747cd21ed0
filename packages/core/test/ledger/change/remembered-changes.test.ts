import { orThrow } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { left, unavailable } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { readChange } from '../../../src/ledger/change/change.js'
import { changeOf } from '../../../src/ledger/change/change-of.js'
import { membershipCache } from '../../../src/ledger/change/membership-cache.js'
import { cachedChanges } from '../../../src/ledger/change/cached-changes.js'
import { forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { membershipStream, tenantOf } from '../../../src/ledger/log/stream-names.js'
import { key, numbered } from '../deliveries.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { eventsIn } from '../../store/reading.js'

const tenant = tenantOf(key.orgId)
const stream = membershipStream(key)

/** A store with so many events of the membership, and its records. */
const recorded = async (count: number) => {
  const store = memoryStore()
  await ingestAll(
    ledgerOver(store).ledger,
    Array.from({ length: count }, (_, index) => numbered(index)),
  )
  const records = await eventsIn(store.readStream(tenant, stream, 0, 10_000))
  return { store, last: records.at(-1) ?? expect.fail('nothing was recorded') }
}

const unknownType = { id: 'x', type: 'pointsAdded', occurredAt: 1, schema: 1, facts: {} }

/** The same change asked for by who remembers, and by who goes along a log and remembers nothing yet. */
const asking = {
  'from the record': (store: EventStore, last: Parameters<typeof changeOf>[2]) =>
    cachedChanges(store, forgettingRegister(store)).of(tenant, last),
  'along the log': async (store: EventStore, last: Parameters<typeof changeOf>[2]) =>
    changeOf({ events: store, known: membershipCache(), isForgotten: () => false }, tenant, last),
}

describe.each(Object.entries(asking))('a change %s', (_, ask) => {
  test('is read over several pages', async () => {
    const { store, last } = await recorded(1203)
    const reader = { events: store, forgets: forgettingRegister(store), logger: () => {} }
    expect(await orThrow(ask(store, last))).toEqual(await orThrow(readChange(reader, key, last.version)))
  })

  test('is not made up where its stream cannot be read', async () => {
    const { store, last } = await recorded(3)
    const failing: EventStore = { ...store, readStream: () => Promise.resolve(left(unavailable('busy'))) }
    expect(await ask(failing, last)).toMatchObject({ left: { _tag: 'Unavailable' } })
  })

  test('is not made up where its stream has lost its end', async () => {
    const { store, last } = await recorded(3)
    expect(await ask(store, { ...last, version: 9 })).toMatchObject({ left: { _tag: 'Corrupt' } })
  })

  test('is not made up of records of no known type', async () => {
    const { store, last } = await recorded(1)
    await orThrow(store.append(tenant, [{ stream, expected: 'any', event: unknownType }]))
    const [, unknown = expect.fail('not recorded')] = await eventsIn(store.readStream(tenant, stream, 0, 10))
    expect(await ask(store, { ...last, version: 3 })).toMatchObject({ left: { _tag: 'Corrupt', position: 2 } })
    expect(await ask(store, unknown)).toMatchObject({ left: { _tag: 'Corrupt', position: 2 } })
  })
})

test('A change is not told where it cannot be known who was forgotten', async () => {
  const { store, last } = await recorded(1)
  const failing: EventStore = {
    ...store,
    readStream: (...call) =>
      call[1] === 'persons' ? Promise.resolve(left(unavailable('busy'))) : store.readStream(...call),
  }
  expect(await cachedChanges(failing, forgettingRegister(failing)).of(tenant, last)).toMatchObject({
    left: { _tag: 'Unavailable' },
  })
})

test('No change is read of a version that its stream does not have, nor where it cannot be read', async () => {
  const { store, last } = await recorded(1)
  const reader = { events: store, forgets: forgettingRegister(store), logger: () => {} }
  expect(await readChange(reader, key, last.version + 1)).toMatchObject({ left: { _tag: 'Corrupt' } })
  const failing: EventStore = { ...store, readStream: () => Promise.resolve(left(unavailable('busy'))) }
  expect(await readChange({ ...reader, events: failing }, key, 1)).toMatchObject({ left: { _tag: 'Unavailable' } })
})
