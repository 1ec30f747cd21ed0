import { compareKeys, type IndexQuery, isFrom, matches } from '@partner-ledger/core/store'
import { describe, expect, it } from 'vitest'

import { rowAt } from './index-rows.js'

const edge = { instant: 1000, date: '2024-03-10', time: '12:30:00' }

describe('a row matches', () => {
  const row = rowAt([855, 25, 7], {
    tier: 2,
    membershipNumber: 'M-1',
    remindedNotRenewed: true,
    anomalies: ['missing-link', 'linked-twice'],
  })
  const rowless = rowAt([855, 25, 7])

  it('a query that states nothing', () => expect(matches({}, rowless)).toBe(true))

  it.each([
    [{ customerId: 7 }, { customerId: 8 }],
    [{ loyaltyProgramId: 855 }, { loyaltyProgramId: 85 }],
    [{ partnerProgramId: 25 }, { partnerProgramId: 26 }],
    [{ open: true }, { open: false }],
    [{ tier: 2 }, { tier: 0 }],
    [{ membershipNumber: 'M-1' }, { membershipNumber: 'm-1' }],
    [{ remindedNotRenewed: true }, { remindedNotRenewed: false }],
    [{ endUnknown: false }, { endUnknown: true }],
    [{ anomaly: 'linked-twice' }, { anomaly: 'linked' }],
  ] satisfies [IndexQuery, IndexQuery][])('%j and not %j', (met, unmet) => {
    expect([matches(met, row), matches(unmet, row)]).toEqual([true, false])
    expect(matches({ ...met, ...{ loyaltyProgramId: 855 } }, row)).toBe(true)
    expect(matches({ ...met, partnerProgramId: 26 }, row)).toBe(false)
  })

  it('no tier, number or anomaly that it does not have', () => {
    for (const query of [{ tier: 0 }, { membershipNumber: '' }, { anomaly: '' }])
      expect(matches(query, rowless)).toBe(false)
  })
})

describe('an expiry is at or after an edge', () => {
  it.each([
    [{ expiryInstant: 999 }, false],
    [{ expiryInstant: 1000 }, true],
    [{ expiryDate: '2024-03-09' }, false],
    [{ expiryDate: '2024-03-10' }, true],
    [{ expiryInstant: 999, expiryDate: '2030-01-01' }, false],
    [{ expiryInstant: 1000, expiryDate: '2000-01-01' }, true],
    [{ expiryDate: '2024-03-10', expiryTime: '12:29:59' }, false],
    [{ expiryDate: '2024-03-10', expiryTime: '12:30:00' }, true],
    [{ expiryDate: '2024-03-09', expiryTime: '23:59:59' }, false],
    [{ expiryDate: '2024-03-11', expiryTime: '00:00:00' }, true],
    [{}, undefined],
  ])('%j: %s', (expiry, from) => {
    const row = rowAt([1, 1, 1], expiry)
    expect(isFrom(edge, row)).toBe(from)
    expect(matches({ expiresFrom: edge }, row)).toBe(from === true)
    expect(matches({ expiresBefore: edge }, row)).toBe(from === false)
    expect(matches({ lastsUntil: edge }, row)).toBe(from !== false)
  })
})

it('places are ordered by loyalty program, partner program and customer, as numbers', () => {
  const places = [
    [2, 1, 1],
    [10, 1, 1],
    [10, 9, 9],
    [10, 10, 2],
    [10, 10, Number.MAX_SAFE_INTEGER],
  ] as const
  const rows = places.map((place) => rowAt(place))
  expect(rows.toReversed().sort(compareKeys)).toEqual(rows)
})
