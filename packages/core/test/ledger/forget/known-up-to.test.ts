import { orThrow } from '@partner-ledger/core'
import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { forgettingRegister, type ForgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { classify } from '../../../src/ledger/ingest/classify.js'
import { recordEvent } from '../../../src/ledger/ingest/record-events.js'
import { contextOver } from '../ingest-contexts.js'
import { ledgerOver } from '../ledgers.js'
import { denseStoreKinds, withAppend } from '../stores.js'
import { delivered, deliveredToNeighbour, everythingIn, person, tenant, until } from './people.js'

/** A delivery of the person whom another process forgets right before it is appended. */
const meanwhile = async (
  store: EventStore,
  broken: (register: ForgettingRegister, store: EventStore) => readonly [ForgettingRegister, EventStore],
): Promise<string> => {
  const forgetting = withAppend(store, async (pass) => {
    await orThrow(ledgerOver(store).ledger.forget(person, { until }))
    return pass()
  })
  const [forgets, events] = broken(forgettingRegister(forgetting), forgetting)
  const context = contextOver(events, { forgets })
  const classified = classify(context, new TextEncoder().encode(delivered('late')))
  if (classified._tag !== 'Delivery') throw new Error(classified._tag)
  await orThrow(recordEvent(context, classified))
  return everythingIn(store)
}

/** A store that compares nothing with what the caller has seen. */
const unseeing = (store: EventStore): EventStore => ({ ...store, append: (of, appends) => store.append(of, appends) })

describe.each(denseStoreKinds)('who is forgotten, over $name', ({ open }) => {
  test('is read again where somebody was forgotten right before an append', async () => {
    expect(await meanwhile(open(), (register, store) => [register, store])).not.toContain('yranac')
  })

  test('would be missed by an append that is not held against what was read: sabotage', async () => {
    expect(await meanwhile(open(), (register, store) => [register, unseeing(store)])).toContain('yranac')
  })

  test('is known up to the position of an append that was held against it', async () => {
    const store = open()
    const forgets = forgettingRegister(store)
    const context = contextOver(store, { forgets })
    const classified = classify(context, new TextEncoder().encode(deliveredToNeighbour('a')))
    if (classified._tag !== 'Delivery') throw new Error(classified._tag)
    await orThrow(recordEvent(context, classified))
    expect([1, 2].map((position) => forgets.isKnownUpTo(tenant, position))).toEqual([true, false])
    const other = forgettingRegister(store)
    expect(other.isKnownUpTo(tenant, 1)).toBe(false)
    await orThrow(other.catchUp(tenant))
    expect(other.isKnownUpTo(tenant, 1)).toBe(true)
  })
})
