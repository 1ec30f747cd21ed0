import { createLedger, orThrow } from '@partner-ledger/core'
import { standing } from '@partner-ledger/core/membership'
import { type LedgerStore, memoryIndex } from '@partner-ledger/core/store'
import { memoryStore } from '@partner-ledger/store-memory'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { foldedMemberships, record } from '../query/organisation.js'
import { type Situation, situationArbitrary } from '../query/situations.js'

/** The memberships of both organisations that have expired by their standing, each with its end. */
const expired = ({ events, now, zone }: Situation): readonly string[] =>
  [1, 50191]
    .flatMap((orgId) => foldedMemberships(events, orgId))
    .flatMap((membership) => {
      const { link, until } = standing(membership, now, zone)
      return link === 'expired' ? [`${Object.values(membership.key).join(' ')} ${until}`] : []
    })
    .sort()

const noticesAreThoseOfPlainCode = (newStore: () => LedgerStore, numRuns: number): Promise<void> =>
  fc.assert(
    fc.asyncProperty(situationArbitrary, fc.nat(), async (situation, seed) => {
      const { events, now, zone } = situation
      const store = newStore()
      const told: string[] = []
      const ledger = createLedger({ store, clock: () => now, zone: zone.name })
      ledger.on('expired', ({ key, until }) => void told.push(`${Object.values(key).join(' ')} ${until}`))
      const half = events.length === 0 ? 0 : seed % events.length
      await record(store, events.slice(0, half))
      await orThrow(ledger.catchUp(50191))
      await record(store, events.slice(half))
      await orThrow(ledger.expireDue(now))
      await orThrow(ledger.expireDue(now))
      await ledger.close()
      expect(told.sort()).toEqual(expired(situation))
    }),
    { numRuns, endOnFailure: true },
  )

test(
  'a notice is recorded once for each membership that has expired to the instant, and for no other',
  () => noticesAreThoseOfPlainCode(memoryStore, 300),
  60_000,
)

test('which is seen to fail where the index holds no times of day', async () => {
  const withoutTimes = (): LedgerStore => {
    const index = memoryIndex()
    return {
      ...memoryStore(),
      index: {
        ...index,
        apply: (tenant, step) =>
          index.apply(tenant, { ...step, rows: step.rows.map(({ expiryTime: _, ...row }) => row) }),
      },
    }
  }
  await expect(noticesAreThoseOfPlainCode(withoutTimes, 4000)).rejects.toThrow('Property failed')
}, 60_000)
