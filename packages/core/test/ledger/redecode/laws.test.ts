import { createLedger, type Ledger, orThrow } from '@partner-ledger/core'
import { membershipKey, type PartnerProgramEvent } from '@partner-ledger/core/membership'
import type { LedgerStore } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { membershipStream } from '../../../src/ledger/log/stream-names.js'
import { deliveryHistoryArbitrary, latest } from './histories.js'
import { asFirstDecoded, recordStale } from './stale-log.js'
import { storeKinds } from '../stores.js'

const orgs = [1, 50191]
const clock = (): number => latest

/** Everything that a ledger says of its memberships: by their streams, by the index, counted, and with standings. */
const answers = async (ledger: Ledger, events: readonly PartnerProgramEvent[]): Promise<unknown> => {
  const keys = new Map(events.map((event) => [membershipStream(event), membershipKey(event)]))
  const found: unknown[] = []
  for (const key of keys.values()) found.push(JSON.stringify(await orThrow(ledger.membership(key))))
  for (const orgId of orgs) {
    for await (const one of ledger.eachMembership({ orgId })) found.push(JSON.stringify(one), ledger.standing(one))
    found.push(await orThrow(ledger.count({ orgId })), await orThrow(ledger.memberships({ orgId, endUnknown: true })))
    found.push(await orThrow(ledger.replay(orgId, { initial: '', evolve: (text, event) => text + foldedText(event) })))
  }
  return found
}

const foldedText = ({ customer: _, ...event }: PartnerProgramEvent): string =>
  JSON.stringify(Object.entries(event).sort(([a], [b]) => (a < b ? -1 : 1)))

/** What became of a stale log: the ledger that wrote it anew says what one says that was written by this decoder. */
const becomesAsWrittenNow = (
  newStore: () => LedgerStore,
  numRuns: number,
  spoil: (store: LedgerStore) => LedgerStore = (store) => store,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(deliveryHistoryArbitrary, async ({ events, bodies }) => {
      const [fresh, stale] = [newStore(), newStore()]
      const options = { clock, zone: 'America/New_York' }
      const written = createLedger({ store: fresh, ...options })
      for (const body of bodies) await orThrow(written.ingest(body))
      await recordStale(stale, bodies)
      const again = createLedger({ store: spoil(stale), ...options })
      for (const orgId of orgs) {
        await orThrow(again.catchUp(orgId))
        const plan = await orThrow(again.redecode({ orgId }))
        const applied = await orThrow(again.redecode({ orgId }, { apply: true }))
        expect(applied.memberships).toEqual(plan.memberships)
        expect(applied.recorded).toBe(plan.memberships.flatMap((one) => one.events).length)
        for (const { key, before, after } of plan.memberships) {
          expect(await orThrow(again.membership(key))).toEqual(after)
          expect(await orThrow(again.membership(key, { knownAt: { position: plan.head } }))).toEqual(before)
        }
        expect(await orThrow(again.redecode({ orgId }))).toMatchObject({ memberships: [], recorded: 0 })
      }
      expect(await answers(again, events)).toEqual(await answers(written, events))
      for (const one of [written, again, fresh, stale]) await one.close()
    }),
    { numRuns, endOnFailure: true },
  )

describe('a log that was written before the decoder learned, and is decoded anew,', () => {
  test.each(storeKinds)(
    'is as one that is written now, over $name',
    ({ name, open }) => becomesAsWrittenNow(open, name === 'memory' ? 150 : 40),
    240_000,
  )

  test('which is seen to fail where corrections are lost', async () => {
    const losing = (store: LedgerStore): LedgerStore => ({
      ...store,
      append: (tenant, appends, seen) =>
        appends.some(
          ({ event }) => event.type === 'eventCorrected' && event.facts['membershipExpiryTime'] !== undefined,
        )
          ? store.append(tenant, [{ ...appends[0], event: { ...appends[0].event, id: `lost-${appends[0].event.id}` } }])
          : store.append(tenant, appends, seen),
    })
    await expect(becomesAsWrittenNow(memoryStore, 2000, losing)).rejects.toThrow('Property failed')
  }, 120_000)

  test('is stale in part of its events', () => {
    const changed = fc
      .sample(deliveryHistoryArbitrary, 200)
      .flatMap(({ events }) => events)
      .map((event) => JSON.stringify(asFirstDecoded(event)) !== JSON.stringify(event))
    expect(new Set(changed)).toEqual(new Set([true, false]))
  })
})
