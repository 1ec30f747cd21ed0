import { createLedger, type Ledger, type MembershipQuery, orThrow } from '@partner-ledger/core'
import { invalidArgument } from '@partner-ledger/core/store'
import { withHoles } from '@partner-ledger/store-conformance'
import { memoryStore } from '@partner-ledger/store-memory'
import { left } from 'fp-ts/lib/Either.js'
import { beforeEach, describe, expect, it } from 'vitest'

import { linked, noon, orgId, record } from './organisation.js'

let now = noon
let ledger: Ledger
const store = withHoles(memoryStore())

const customers = async (query: MembershipQuery): Promise<readonly number[]> => {
  const { items } = await orThrow(ledger.memberships(query))
  return items.map(({ key }) => key.customerId)
}

beforeEach(() => {
  now = noon
  ledger = createLedger({ store, clock: () => now })
})

describe('pages of one query', () => {
  const query = { orgId, link: 'active' } as const

  it('share the now of the first one, though the clock moves on between them', async () => {
    const own = withHoles(memoryStore())
    ledger = createLedger({ store: own, clock: () => now })
    const ends = [noon + 5, noon + 10, noon + 15, noon + 20]
    await record(
      own,
      ends.map((end, n) => linked(n + 1, {}, { membershipExpiryDateInMillis: end })),
    )
    const first = await orThrow(ledger.memberships(query, { limit: 2 }))
    now = noon + 1000
    const second = await orThrow(ledger.memberships(query, { limit: 2, ...after(first.next) }))
    const found = [...first.items, ...second.items].map(({ key }) => key.customerId)
    expect(found).toEqual([1, 2, 3, 4])
    expect(second.next).toBeUndefined()
    expect((await orThrow(ledger.memberships(query))).items).toEqual([])
  })

  it('has no next where the last page is full', async () => {
    const own = withHoles(memoryStore())
    ledger = createLedger({ store: own, clock: () => now })
    await record(own, [linked(1), linked(2)])
    const page = await orThrow(ledger.memberships({ orgId }, { limit: 2 }))
    expect([page.items.length, page.next]).toEqual([2, undefined])
  })

  it('go on behind the last one by a clock that counts fractions of a millisecond', async () => {
    const own = withHoles(memoryStore())
    ledger = createLedger({ store: own, clock: () => noon + 0.5 })
    await record(own, [linked(1, {}, { membershipExpiryDateInMillis: noon + 1 }), linked(2), linked(3)])
    const first = await orThrow(ledger.memberships(query, { limit: 1 }))
    expect(first.items.map(({ key }) => key.customerId)).toEqual([1])
    const rest = await orThrow(ledger.memberships(query, after(first.next)))
    expect(rest.items.map(({ key }) => key.customerId)).toEqual([2, 3])
    expect(await orThrow(ledger.count(query))).toMatchObject([{ link: 'active', count: 3 }])
  })
})

describe('a far-away end', () => {
  const far = 90 * 365.25 * 86_400_000
  const window = { orgId, expiringAfter: noon } as const

  it.each([
    [far - 1, [1]],
    [far, []],
    [far + 1, []],
  ])('of now and %i ms is in a window: %j', async (ms, found) => {
    const own = withHoles(memoryStore())
    ledger = createLedger({ store: own, clock: () => noon })
    await record(own, [linked(1, {}, { membershipExpiryDateInMillis: noon + ms }), linked(2)])
    expect(await customers(window)).toEqual(found)
    expect(await customers({ ...window, expiringBefore: noon + far + 10 })).toEqual(found)
    expect(await customers({ orgId, link: 'active' })).toEqual([1, 2])
  })

  it('is told from the now of the query, so that it comes nearer', async () => {
    const own = withHoles(memoryStore())
    ledger = createLedger({ store: own, clock: () => now })
    await record(own, [linked(1, {}, { membershipExpiryDateInMillis: noon + far })])
    expect(await customers(window)).toEqual([])
    now = noon + 1
    expect(await customers(window)).toEqual([1])
  })

  it('is a day as well, by the end of it in the zone', async () => {
    const own = withHoles(memoryStore())
    await record(own, [linked(1, {}, { membershipExpiryDate: '2114-03-10' })])
    const end = Date.UTC(2114, 2, 11) - 5.5 * 3_600_000
    for (const [at, found] of [
      [end - far, []],
      [end - far + 1, [1]],
    ] as const) {
      ledger = createLedger({ store: own, clock: () => at, zone: 'Asia/Kolkata' })
      expect(await customers({ orgId, expiringAfter: at })).toEqual(found)
    }
  })
})

describe('a query that is none is refused before anything is read', () => {
  it.each([
    ['orgId', {}],
    ['orgId', { orgId: 0 }],
    ['customerId', { orgId, customerId: -1 }],
    ['loyaltyProgramId', { orgId, loyaltyProgramId: 1.5 }],
    ['partnerProgramId', { orgId, partnerProgramId: 2 ** 53 }],
    ['tier', { orgId, tier: 0.5 }],
    ['expiringBefore', { orgId, expiringBefore: NaN }],
    ['expiringAfter', { orgId, expiringAfter: Infinity }],
    ['membershipNumber', { orgId, membershipNumber: 42 }],
    ['membershipNumber', { orgId, membershipNumber: '\ud800' }],
    ['remindedNotRenewed', { orgId, remindedNotRenewed: 'yes' }],
    ['endUnknown', { orgId, endUnknown: 'unknown' }],
    ['query.expiring', { orgId, expiring: '2026-12' }],
    ['query.expiring.until', { orgId, expiring: { from: '2026-12-01', until: '2026-12-31' } }],
    ['expiring.from', { orgId, expiring: { from: '2026-02-29' } }],
    ['expiring.from', { orgId, expiring: { from: Date.UTC(2026, 11, 1), to: '2026-12-31' } }],
    ['expiring.to', { orgId, expiring: { from: '2026-12-01', to: '2026-12-31T00:00:00Z' } }],
    ['expiring', { orgId, expiring: { from: '2026-12-31', to: '2026-12-01' } }],
    ['expiring', { orgId, expiring: {} }],
    ['link', { orgId, link: 'Active' }],
    ['link', { orgId, link: 'absent' }],
    ['anomaly', { orgId, anomaly: 'missing' }],
  ])('%s of %j', async (argument, query) => {
    const asked = query as MembershipQuery
    const refused = left(expect.objectContaining({ _tag: 'InvalidArgument', argument }))
    expect(await ledger.memberships(asked)).toEqual(refused)
    expect(await ledger.count(asked)).toEqual(refused)
    await expect(ledger.eachMembership(asked)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      error: { _tag: 'InvalidArgument', argument },
    })
  })

  it.each(['', 'x', '1.2.3', '1.2.3.4.5', '1.2.3.-4', ' 1.2.3.4', '1.2.3.4\n', '12345678901234567.1.1.1', 'NaN.1.1.1'])(
    'a cursor of %j',
    async (after) => {
      expect(await ledger.memberships({ orgId }, { after })).toEqual(
        left(invalidArgument('after', 'the `next` of a page')),
      )
    },
  )

  it.each([0, -1, 1.5, 1001, NaN, Infinity])('a limit of %d', async (limit) => {
    const expected = 'a whole number from 1 to 1000'
    expect(await ledger.memberships({ orgId }, { limit })).toEqual(left(invalidArgument('limit', expected)))
  })

  it.each([-1, NaN])('a maxWaitMs of %d', async (maxWaitMs) => {
    const refused = left(invalidArgument('maxWaitMs', 'a number of 0 or more'))
    expect(await ledger.memberships({ orgId }, { maxWaitMs })).toEqual(refused)
    expect(await ledger.count({ orgId }, { maxWaitMs })).toEqual(refused)
  })
})

const after = (next: string | undefined): { readonly after: string } => {
  if (next === undefined) throw new Error('there is no next page')
  return { after: next }
}
