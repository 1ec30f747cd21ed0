import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { randomOf } from '../../src/random.js'
import { checkHistory, type DeliveryPromise } from '../../src/verdict/check-history.js'
import type { HistoryCounts } from '../../src/verdict/counts.js'
import { type Violation, violationNames } from '../../src/verdict/violation.js'
import { type Draw, type Legal, legalHistory } from './legal-history.js'
import { plantedFaults } from './planted-faults.js'

const promises: readonly DeliveryPromise[] = ['at-least-once', 'exactly-once']
const numRuns = 1000

interface Drawn {
  readonly history: Legal
  readonly draw: Draw
}

/** Valid histories of a promise. */
const legal = (promise: DeliveryPromise): fc.Arbitrary<Drawn> =>
  fc.tuple(fc.integer(), fc.integer({ min: 1, max: 60 })).map(([seed, steps]) => {
    const draw = randomOf(seed, 'legal').below
    return { history: legalHistory(draw, steps, promise), draw }
  })

describe('a valid history', () => {
  it.each(promises)('has no violation of %s', (promise) => {
    fc.assert(
      fc.property(legal(promise), ({ history }) => {
        expect(checkHistory(history, promise).violations).toEqual([])
      }),
      { numRuns },
    )
  })

  it('is drawn with everything that may happen', () => {
    const seen: Partial<Record<keyof HistoryCounts, number>> = {}
    for (const { history } of fc.sample(legal('at-least-once'), 200)) {
      const { counts } = checkHistory(history, 'at-least-once')
      for (const name of Object.keys(counts) as (keyof HistoryCounts)[]) seen[name] = (seen[name] ?? 0) + counts[name]
    }
    expect(Object.entries(seen).filter(([name, count]) => count < 50 && name !== 'pauses')).toEqual([])
  })
})

describe('a history with one planted fault', () => {
  it.each(plantedFaults)('has the violation `$found`: $name', ({ plant, found }) => {
    fc.assert(
      fc.property(legal('at-least-once'), ({ history, draw }) => {
        const broken = plant(history, draw)
        fc.pre(broken !== undefined)
        expect(checkHistory(broken, 'at-least-once').violations.map(findingOf)).toContain(found)
      }),
      { numRuns },
    )
  })

  it('has a violation for every repetition where exactly once was promised', () => {
    fc.assert(
      fc.property(legal('at-least-once'), ({ history }) => {
        const { counts, violations } = checkHistory(history, 'exactly-once')
        expect(violations.filter(({ _tag }) => _tag === 'duplicated')).toHaveLength(counts.repeated)
      }),
      { numRuns },
    )
  })

  it('is planted for every violation', () => {
    expect(new Set(plantedFaults.map(({ found }) => found.split(' ')[0]))).toEqual(new Set(violationNames))
  })
})

const findingOf = (violation: Violation): string =>
  violation._tag === 'duplicated' ? `duplicated ${violation.reason}` : violation._tag
