import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { median, ratiosOf, spreadOf } from '../../harness/spread.js'

describe('a median', () => {
  it('is the value in the middle, or between the two there', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 3, 2])).toBe(2.5)
    expect(median([7])).toBe(7)
  })

  it('is not there for nothing', () => {
    expect(() => median([])).toThrow('no measurements')
  })

  it('has as many values at or below it as at or above it, in any order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
        const middle = median(values)
        const below = values.filter((value) => value <= middle).length
        const above = values.filter((value) => value >= middle).length
        expect(Math.min(below, above)).toBeGreaterThanOrEqual(values.length / 2)
        expect(median([...values].reverse())).toBe(middle)
      }),
    )
  })
})

describe('ratios', () => {
  it('are taken within a round, so that a slow round is slow for both', () => {
    expect(ratiosOf([2, 20, 4], [1, 10, 2])).toEqual([2, 2, 2])
  })

  it('are not taken of different numbers of rounds', () => {
    expect(() => ratiosOf([1], [1, 2])).toThrow('within rounds')
  })
})

it('a spread tells the middle and both ends', () => {
  expect(spreadOf([5, 1, 3])).toEqual({ median: 3, min: 1, max: 5 })
})
