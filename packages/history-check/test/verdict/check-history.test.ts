import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { checkHistory, type DeliveryPromise } from '../../src/verdict/check-history.js'
import type { HistoryCounts } from '../../src/verdict/count.js'
import { type Violation, violationNames } from '../../src/verdict/violation.js'
import { randomOf } from '../../src/random.js'
import { type Draw, type Legal, legalHistory } from './legal-history.js'
import { plantedFaults } from './planted-faults.js'

const promises: readonly DeliveryPromise[] = ['at-least-once', 'exactly-once']
const runs = 1000

interface Played {
  readonly history: Legal
  readonly draw: Draw
}

/** Histories of a promise that was kept. */
const legal = (promise: DeliveryPromise): fc.Arbitrary<Played> =>
  fc.tuple(fc.integer(), fc.integer({ min: 1, max: 60 })).map(([seed, steps]) => {
    const draw = randomOf(seed, 'legal').below
    return { history: legalHistory(draw, steps, promise), draw }
  })

describe('a history in which every promise was kept', () => {
  it.each(promises)('shows no violation of %s', (promise) => {
    fc.assert(
      fc.property(legal(promise), ({ history }) => {
        expect(checkHistory(history, promise).violations).toEqual([])
      }),
      { numRuns: runs },
    )
  })

  it('is drawn with all that may happen in it', () => {
    const seen: Partial<Record<keyof HistoryCounts, number>> = {}
    for (const { history } of fc.sample(legal('at-least-once'), 200)) {
      const { counts } = checkHistory(history, 'at-least-once')
      for (const name of Object.keys(counts) as (keyof HistoryCounts)[]) seen[name] = (seen[name] ?? 0) + counts[name]
    }
    expect(Object.entries(seen).filter(([name, count]) => count < 50 && name !== 'pauses')).toEqual([])
  })
})

describe('a history in which one promise was broken', () => {
  it.each(plantedFaults)('shows that $name', ({ plant, found }) => {
    fc.assert(
      fc.property(legal('at-least-once'), ({ history, draw }) => {
        const broken = plant(history, draw)
        fc.pre(broken !== undefined)
        expect(checkHistory(broken, 'at-least-once').violations.map(findingOf)).toContain(found)
      }),
      { numRuns: runs },
    )
  })

  it('shows every repetition where exactly once was promised', () => {
    fc.assert(
      fc.property(legal('at-least-once'), ({ history }) => {
        const { counts, violations } = checkHistory(history, 'exactly-once')
        expect(violations.filter(({ _tag }) => _tag === 'doubled')).toHaveLength(counts.repeated)
      }),
      { numRuns: runs },
    )
  })

  it('is planted for every violation', () => {
    expect(new Set(plantedFaults.map(({ found }) => found.split(' ')[0]))).toEqual(new Set(violationNames))
  })
})

const findingOf = (violation: Violation): string =>
  violation._tag === 'doubled' ? `doubled ${violation.reason}` : violation._tag
