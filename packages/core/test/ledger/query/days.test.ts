import { createLedger, type Ledger, type MembershipQuery, orThrow } from '@partner-ledger/core'
import { memoryStore } from '@partner-ledger/store-memory'
import { beforeEach, describe, expect, it } from 'vitest'

import { linked, noon, orgId, record } from './organisation.js'

const store = memoryStore()

/** In Kolkata December begins and ends five and a half hours before that of UTC. */
const december = { from: '2026-12-01', to: '2026-12-31' } as const
const midnight = (month: number): number => Date.UTC(2026, month - 1, 1) - 5.5 * 3_600_000

const stated: readonly object[] = [
  { membershipExpiryDate: '2026-11-30' },
  { membershipExpiryDate: '2026-12-01' },
  { membershipExpiryDate: '2026-12-31' },
  { membershipExpiryDate: '2027-01-01' },
  { membershipExpiryDate: '2026-11-30', membershipExpiryTime: '23:59:59' },
  { membershipExpiryDate: '2026-12-01', membershipExpiryTime: '00:00:00' },
  { membershipExpiryDate: '2026-12-31', membershipExpiryTime: '23:59:59' },
  { membershipExpiryDate: '2027-01-01', membershipExpiryTime: '00:00:00' },
  { membershipExpiryDateInMillis: midnight(12) - 1 },
  { membershipExpiryDateInMillis: midnight(12) },
  { membershipExpiryDateInMillis: midnight(13) - 1 },
  { membershipExpiryDateInMillis: midnight(13) },
  {},
  { membershipExpiryUnread: true },
  { membershipExpiryDate: '2123-05-12' },
]

let ledger: Ledger

const customers = async (query: Omit<MembershipQuery, 'orgId'>): Promise<readonly number[]> => {
  const { items } = await orThrow(ledger.memberships({ orgId, ...query }))
  return items.map(({ key }) => key.customerId)
}

beforeEach(async () => {
  ledger = createLedger({ store, clock: () => noon, zone: 'Asia/Kolkata' })
  await record(
    store,
    stated.map((details, n) => linked(n + 1, {}, details)),
  )
})

describe('memberships that end', () => {
  it('on days of the zone do so on the day that each states, or that its instant falls on', async () => {
    expect(await customers({ expiring: december })).toEqual([2, 3, 6, 7, 10, 11])
    expect(await customers({ expiring: { from: '2026-12-31', to: '2026-12-31' } })).toEqual([3, 7, 11])
    expect(await customers({ expiring: { from: '2027-01-01' } })).toEqual([4, 8, 12])
    expect(await customers({ expiring: { to: '2026-11-30' } })).toEqual([1, 5, 9])
    expect(await orThrow(ledger.count({ orgId, expiring: december }))).toMatchObject([{ link: 'active', count: 6 }])
  })

  it('on days and between instants do both', async () => {
    expect(await customers({ expiring: december, expiringAfter: midnight(12) + 1 })).toEqual([2, 3, 7, 11])
    expect(await customers({ expiring: december, expiringBefore: midnight(13) - 1000 })).toEqual([2, 6, 10])
    expect(await customers({ expiring: { from: '0001-01-01', to: '9999-12-31' }, expiringBefore: noon })).toEqual([])
  })

  it('at a time that nobody knows are listed by that, counted as active, and in no window', async () => {
    expect(await customers({ endUnknown: true })).toEqual([14])
    expect(await orThrow(ledger.count({ orgId, endUnknown: true }))).toMatchObject([{ link: 'active', count: 1 }])
    expect(await orThrow(ledger.count({ orgId, endUnknown: false }))).toMatchObject([{ count: 14 }])
    expect(await customers({ endUnknown: true, expiringAfter: 0 })).toEqual([])
    expect(await orThrow(ledger.expireDue(Date.UTC(2200, 0, 1)))).toMatchObject({ checked: 13 })
  })

  it('are asked for in the zone of each organisation', async () => {
    const own = memoryStore()
    const other = createLedger({ store: own, clock: () => noon, zone: (of) => (of === orgId ? 'Asia/Kolkata' : 'UTC') })
    const ending = { membershipExpiryDateInMillis: midnight(13) }
    await record(own, [linked(1, {}, ending), linked(1, { orgId: orgId + 1 }, ending)])
    const found = async (of: number): Promise<number> =>
      (await orThrow(other.memberships({ orgId: of, expiring: december }))).items.length
    expect([await found(orgId), await found(orgId + 1)]).toEqual([0, 1])
  })
})
