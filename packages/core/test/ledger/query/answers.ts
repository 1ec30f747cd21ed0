import { createLedger, type Ledger, type MembershipCount, orThrow } from '@partner-ledger/core'
import { type Membership, standing } from '@partner-ledger/core/membership'
import type { LedgerStore } from '@partner-ledger/core/store'
import * as fc from 'fast-check'
import { expect } from 'vitest'

import { expectedMemberships } from './expected-memberships.js'
import { foldedMemberships, record } from './organisation.js'
import { type Situation, situationArbitrary } from './situations.js'

/** Holds a ledger's answers, in pages, counted and one by one, against memberships that were folded and filtered. */
export const answersAreThoseOfPlainCode = (
  newStore: () => LedgerStore,
  numRuns: number,
  { ledgerZone = ({ zone }: Situation): string => zone.name, endOnFailure = false } = {},
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(situationArbitrary, async (situation) => {
      const { events, query, now, zone } = situation
      const store = newStore()
      const open = (): Ledger => createLedger({ store, clock: () => now, zone: ledgerZone(situation) })
      const first = open()
      const half = events.length >> 1
      await record(store, events.slice(0, half))
      await orThrow(first.memberships(query))
      await record(store, events.slice(half))
      // One that was just opened has no membership in memory, and asks the index for each.
      const ledger = events.length % 2 === 0 ? open() : first
      const expected = expectedMemberships(foldedMemberships(events, query.orgId), query, now, zone)
      expect(texts(await pages(ledger, situation))).toEqual(texts(expected))
      const each: Membership[] = []
      for await (const membership of ledger.eachMembership(query)) each.push(membership)
      expect(texts(each)).toEqual(texts(expected))
      expect(lines(await orThrow(ledger.count(query)))).toEqual(grouped(expected, situation))
      await first.close()
      await ledger.close()
      await store.close()
    }),
    { numRuns, endOnFailure },
  )

const pages = async (ledger: Ledger, { query, limit }: Situation): Promise<readonly Membership[]> => {
  const found: Membership[] = []
  for (let after: string | undefined; ; ) {
    const page = await orThrow(ledger.memberships(query, after === undefined ? { limit } : { limit, after }))
    found.push(...page.items)
    if (page.next === undefined) return found
    expect(page.items.length).toBe(limit)
    after = page.next
  }
}

const texts = (memberships: readonly Membership[]): readonly string[] => memberships.map((one) => JSON.stringify(one))

const lines = (counts: readonly MembershipCount[]): readonly string[] =>
  counts.map(({ count, ...group }) => `${groupText(group)} × ${count}`).sort()

const grouped = (memberships: readonly Membership[], { now, zone }: Situation): readonly string[] => {
  const groups = new Map<string, number>()
  for (const membership of memberships) {
    const { link } = standing(membership, now, zone)
    const tier = membership.periods.at(-1)?.tier?.number
    const text = groupText({ ...membership.key, link, ...(tier === undefined ? {} : { tier }) })
    groups.set(text, (groups.get(text) ?? 0) + 1)
  }
  return [...groups].map(([text, count]) => `${text} × ${count}`).sort()
}

const groupText = (group: {
  readonly loyaltyProgramId: number
  readonly partnerProgramId: number
  readonly link: string
  readonly tier?: number
}): string => [group.loyaltyProgramId, group.partnerProgramId, group.link, group.tier ?? '-'].join(' ')
