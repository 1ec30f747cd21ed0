import type { EventStore } from '@partner-ledger/core/store'
import { describe, expect, test } from 'vitest'

import { forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { classify } from '../../../src/ledger/ingest/classify.js'
import { recordEvent } from '../../../src/ledger/ingest/record-events.js'
import { orThrow } from '../../../src/ledger/or-throw.js'
import { doorOver } from '../doors.js'
import { ledgerOver } from '../ledgers.js'
import { storeKinds, withAppend } from '../stores.js'
import { delivered, deliveredToNeighbour, everythingIn, person, tenant, until } from './people.js'

/** The store, and the names of the calls that read who was forgotten. */
const watched = (store: EventStore): { readonly store: EventStore; readonly reads: string[] } => {
  const reads: string[] = []
  return {
    reads,
    store: {
      ...store,
      head: (...call) => (reads.push('head'), store.head(...call)),
      readStream: (...call) => (reads.push('readStream'), store.readStream(...call)),
    },
  }
}

describe.each(storeKinds)('who is forgotten, over $name', ({ open }) => {
  test('is read anew only where somebody else appended since', async () => {
    const store = open()
    const { store: seen, reads } = watched(store)
    const { ledger } = ledgerOver(seen)
    await orThrow(ledger.ingest(deliveredToNeighbour('a')))
    reads.length = 0
    await orThrow(ledger.ingest(deliveredToNeighbour('b')))
    expect(reads).toEqual(['head'])
    await orThrow(ledgerOver(store).ledger.ingest(deliveredToNeighbour('c')))
    await orThrow(ledger.ingest(deliveredToNeighbour('d')))
    expect(reads.slice(1)).toEqual(['head', 'readStream'])
  })

  test('is read once for many who ask at once, and those behind an own append need no more', async () => {
    const { store, reads } = watched(open())
    const { ledger } = ledgerOver(store)
    await Promise.all(['a', 'b', 'c'].map((id) => orThrow(ledger.ingest(deliveredToNeighbour(id)))))
    expect(reads).toEqual(['head'])
  })

  /** A delivery of the person whom another process forgets right before it is appended. */
  const meanwhile = async (isKnownUpTo?: () => boolean): Promise<string> => {
    const store = open()
    const forgetting = withAppend(store, async (pass) => {
      await orThrow(ledgerOver(store).ledger.forget(person, { until }))
      return pass()
    })
    const known = forgettingRegister(forgetting)
    const door = doorOver(forgetting, { forgets: isKnownUpTo === undefined ? known : { ...known, isKnownUpTo } })
    const verdict = classify(door, delivered('late'))
    if (verdict._tag !== 'Delivery') throw new Error(verdict._tag)
    await orThrow(recordEvent(door, verdict))
    return everythingIn(store)
  }

  test('is asked again behind an append that others came before', async () => {
    expect(await meanwhile()).not.toContain('yranac')
  })

  test('would be missed if every position counted as known: sabotage', async () => {
    expect(await meanwhile(() => true)).toContain('yranac')
  })

  test('is not known past a hole, nor unknown at what was read', async () => {
    const known = forgettingRegister(open())
    expect([1, 2, 4, 3, 2, 4].map((position) => known.isKnownUpTo(tenant, position))).toEqual([
      ...[true, true, false, true, true, true],
    ])
  })
})
