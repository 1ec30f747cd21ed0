import { type Ledger, orThrow } from '@partner-ledger/core'
import { emptyIndex, type MembershipIndex } from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'
import { describe, expect, test } from 'vitest'

import { membershipCache } from '../../../src/ledger/change/membership-cache.js'
import { forgettingRegister } from '../../../src/ledger/log/forgetting-register.js'
import { catchUp } from '../../../src/ledger/query/index-catch-up.js'
import { indexedMembership } from '../../../src/ledger/query/index-row.js'
import { personsRead } from '../../../src/ledger/query/persons-read.js'
import { ingestAll, ledgerOver } from '../ledgers.js'
import { everyRegrown, eventsOf, firstHead, grownLog, type Regrown, silentOf } from '../regrown-logs.js'
import { replaceableStore } from '../replaceable-store.js'
import { bare } from './organisation.js'

const orgId = 50191

const pageOf = async (ledger: Ledger): Promise<unknown> => (await orThrow(ledger.memberships({ orgId }))).items

/** What a ledger answers that asked before the log went back, and what one answers that knows the new log alone. */
const pagesAfter = async (regrown: Regrown, isIndexed: boolean): Promise<readonly [unknown, unknown]> => {
  const first = memoryLog()
  const { store, replaceBy } = replaceableStore(first)
  const { ledger } = ledgerOver(isIndexed ? store : bare(store))
  for (const body of eventsOf(firstHead, 1)) {
    await ingestAll(ledger, [body])
    await pageOf(ledger)
  }
  const log = await grownLog(first, regrown)
  replaceBy(log)
  const late = pageOf(ledger)
  await ingestAll(ledger, [silentOf(1)])
  await late
  return [await pageOf(ledger), await pageOf(ledgerOver(bare(memoryStore({ log }))).ledger)]
}

describe('after a log went back and grew again under a ledger, its pages are those of the new log', () => {
  test.each(everyRegrown)(
    '$common in common, head $head, same epoch $sameEpoch, index at $indexed',
    async (regrown) => {
      const [found, expected] = await pagesAfter(regrown, true)
      expect(found).toEqual(expected)
      const [overBare] = await pagesAfter(regrown, false)
      expect(overBare).toEqual(expected)
    },
  )
})

/** The tiers in an index that a process had brought to the head, then found at `common`, and brings to the head again. */
const tiersAfter = async (forgetful: boolean): Promise<readonly unknown[]> => {
  const first = memoryLog()
  const { store, replaceBy } = replaceableStore(first)
  const { index } = store
  if (index === undefined) throw new Error('the memory store has an index')
  const forgets = forgettingRegister(store)
  const cache = membershipCache()
  const context = {
    reader: { events: store, forgets, logger: () => {} },
    persons: personsRead(forgets),
    cache: forgetful ? cache : { ...cache, clear: () => {} },
    reached: new Map(),
  }
  const tenant = String(orgId)
  await ingestAll(ledgerOver(store).ledger, eventsOf(firstHead, 1))
  await orThrow(catchUp(context, index, tenant, emptyIndex, { deadline: Infinity }))
  replaceBy(await grownLog(first, { common: 3, head: firstHead, sameEpoch: true, indexed: firstHead }))
  await ingestAll(ledgerOver(store).ledger, [silentOf(1)])
  const { stand } = await orThrow(index.stand(tenant))
  await orThrow(catchUp(context, index, tenant, stand, { deadline: Infinity }))
  return tiersIn(index, tenant)
}

const tiersIn = async (index: MembershipIndex, tenant: string): Promise<readonly unknown[]> => {
  const { rows } = await orThrow(index.find(tenant, {}, undefined, 100))
  return rows.map((row) => indexedMembership(tenant, row).periods.at(-1)?.tier?.number)
}

test('Memberships of the old log are in no step over the new one', async () => {
  expect(await tiersAfter(true)).toEqual([5, 6, 5])
})

test('A step over memberships that it remembers from the old log is found: sabotage', async () => {
  expect(await tiersAfter(false)).toEqual([1, 6, 5])
})
