import { describe, expect, test } from 'vitest'

import { surelyRanOut } from '../../src/membership/expiry.js'

describe('a term that surely ran out', () => {
  const end = Date.UTC(2027, 0, 2, 12)

  test('ran out 36 hours after its date began in UTC, and not a millisecond before', () => {
    expect(surelyRanOut({ date: '2027-01-01' }, end - 1)).toBe(false)
    expect(surelyRanOut({ date: '2027-01-01' }, end)).toBe(true)
  })

  test('ran out 36 hours after its date began also with a time of day', () => {
    expect(surelyRanOut({ date: '2027-01-01', time: '06:00:00' }, end - 1)).toBe(false)
    expect(surelyRanOut({ date: '2027-01-01', time: '06:00:00' }, end)).toBe(true)
  })

  test('ran out at its instant, and not a millisecond before', () => {
    expect(surelyRanOut({ instant: 1000 }, 999)).toBe(false)
    expect(surelyRanOut({ instant: 1000 }, 1000)).toBe(true)
  })

  test('goes by its instant where it has both', () => {
    expect(surelyRanOut({ date: '2027-01-01', instant: 1000 }, 1000)).toBe(true)
    expect(surelyRanOut({ date: '1999-01-01', instant: end }, end - 1)).toBe(false)
  })

  test('is none without an end, or with an unknown one', () => {
    expect(surelyRanOut(undefined, end)).toBe(false)
    expect(surelyRanOut({}, end)).toBe(false)
    expect(surelyRanOut({ unknown: true }, 8.64e15)).toBe(false)
  })
})
