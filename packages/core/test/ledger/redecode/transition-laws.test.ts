import { createLedger, orThrow } from '@partner-ledger/core'
import { membershipKey } from '@partner-ledger/core/membership'
import type { EventStore, LedgerStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { type Change, readChange } from '../../../src/ledger/change/change.js'
import { forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import type { Reader } from '../../../src/ledger/read/read.js'
import { deliveryHistoryArbitrary, latest } from './histories.js'
import { recordStale } from './stale-log.js'

const orgs = [1, 50191]

const situation = fc.tuple(deliveryHistoryArbitrary, fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean())

const changesOf = async (ledger: ReturnType<typeof createLedger>, name: string): Promise<readonly Change[]> => {
  const changes: Change[] = []
  for (const orgId of orgs) {
    const subscription = ledger.subscribe({
      name: `${name}-${orgId}`,
      orgId,
      from: 'beginning',
      handle: (delivery) => {
        if (delivery._tag === 'changed') changes.push(delivery)
      },
    })
    expect(await subscription.caughtUp()).toBe(true)
    await subscription.stop()
  }
  return changes
}

const inShort = ({ event, before, after, transitions, late, position }: Change): string =>
  JSON.stringify([position, event.eventId, before, after, transitions, late])

/** What each record changed, read from its stream alone. */
const plainChanges = async (store: EventStore): Promise<readonly Change[]> => {
  const reader: Reader = { events: store, forgets: forgettingRegister(store), logger: () => {} }
  const changes: Change[] = []
  for (const orgId of orgs)
    for (const record of (await orThrow(store.readAll(String(orgId), 0, 1000))).events) {
      const [, customerId, loyaltyProgramId, partnerProgramId] = record.stream.split('/').map(Number)
      const key = { orgId, customerId, loyaltyProgramId, partnerProgramId } as Change['key']
      changes.push(await orThrow(readChange(reader, key, record.version)))
    }
  return changes
}

/**
 * Part of a history is recorded by an older decoder, corrected, and followed by the rest, late events among it: what hooks,
 * subscriptions and the index say, at once and afterwards, is what a fold of the streams says.
 */
const isToldAsFolded = (newStore: () => LedgerStore, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(situation, async ([{ events, bodies }, share, isIndexed]) => {
      const store = newStore()
      const cut = Math.floor(share * bodies.length)
      await recordStale(store, bodies.slice(0, cut))
      const ledger = createLedger({ store, clock: () => latest })
      const heard: Change[] = []
      for (const name of ['expiryChanged', 'corrected'] as const) ledger.on(name, (change) => void heard.push(change))
      if (isIndexed) for (const orgId of orgs) await orThrow(ledger.catchUp(orgId))
      const live = await changesOf(ledger, 'live')
      for (const orgId of orgs) await orThrow(ledger.redecode({ orgId }, { apply: true }))
      for (const body of bodies.slice(cut)) await orThrow(ledger.ingest(body))
      for (const orgId of orgs) await orThrow(ledger.redecode({ orgId }, { apply: true }))
      const replayed = await changesOf(ledger, 'replayed')
      const plain = await plainChanges(store)
      expect(replayed.map(inShort).sort()).toEqual(plain.map(inShort).sort())
      expect(live.map(inShort).filter((one) => !plain.map(inShort).includes(one))).toEqual([])
      const later = await changesOf(createLedger({ store, clock: () => latest }), 'later')
      expect(later.map(inShort)).toEqual(replayed.map(inShort))
      await ledger.close()
      const texts = new Set(plain.map(inShort))
      for (const change of heard) expect(texts.has(inShort(change))).toBe(true)
      const again = createLedger({ store, clock: () => latest })
      for (const event of events) {
        const key = membershipKey(event)
        const folded = await orThrow(again.membership(key))
        const { items } = await orThrow(again.memberships(key))
        expect(items).toEqual([folded])
        expect(plain.findLast((change) => JSON.stringify(change.key) === JSON.stringify(key))?.after).toEqual(folded)
      }
    }),
    { numRuns, endOnFailure: true },
  )

describe('corrections among other events', () => {
  test('are told and indexed as the fold of their streams says', () => isToldAsFolded(memoryStore, 150), 120_000)

  test('which is seen to fail where a correction takes the wrong event', async () => {
    const misdirected = (): LedgerStore => {
      const store = memoryStore()
      return {
        ...store,
        readAll: async (...call) => {
          const page = await store.readAll(...call)
          if (page._tag === 'Left') return page
          const events = page.right.events.map((one) =>
            one.type === 'eventCorrected' ? { ...one, facts: { ...one.facts, customerId: 8 } } : one,
          )
          return { ...page, right: { ...page.right, events } }
        },
      }
    }
    await expect(isToldAsFolded(misdirected, 500)).rejects.toThrow('Property failed')
  }, 120_000)
})
