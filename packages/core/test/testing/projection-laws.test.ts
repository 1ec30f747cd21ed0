import { evolve, initial, type PartnerProgramEvent } from '@partner-ledger/core/membership'
import { historyArbitrary, projectionLaws } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'

import { key } from '../membership/sample.js'
import * as broken from './broken-projections.js'

const events = historyArbitrary().map((history) => history.events)

/** How many distinct events of each type there were. */
const typesById = {
  initial: new Map<string, string>(),
  evolve: (known: ReadonlyMap<string, string>, { eventId, type }: PartnerProgramEvent): Map<string, string> =>
    new Map([...known, [eventId, type]]),
}

describe('projectionLaws', () => {
  test('are silent of a projection that keeps them all', () => {
    projectionLaws(typesById, events, { orderIndependent: true })
  })

  test('are silent of a projection that keeps order, if no order is declared', () => {
    projectionLaws(broken.namesInOrderOfArrival, events)
  })

  test('are silent of a projection that counts, if it is declared to be told once', () => {
    projectionLaws(broken.countsRepeats, events, { appliedOnce: true, orderIndependent: true })
    projectionLaws({ initial: initial(key), evolve }, events, { appliedOnce: true })
  })

  test('take a projection as an object, whose methods may know it', () => {
    const counting = {
      initial: 0,
      step: 1,
      evolve(count: number, ...rest: readonly unknown[]): number {
        return count + this.step * rest.length
      },
    }
    projectionLaws(counting, events, { appliedOnce: true, equal: (a, b) => Number.isFinite(a) && a === b })
  })

  test('take a state that holds itself', () => {
    const self: { self?: unknown } = {}
    self.self = self
    projectionLaws({ initial: self, evolve: (state) => state }, events)
  })

  test.each([
    ['needs a link', broken.needsALink, 'totality'],
    ['writes to its state', broken.writesToItsState(), 'purity'],
    ['writes deep in its state', broken.writesDeepInItsState(), 'purity'],
    ['writes to its Map', broken.writesToItsMap(), 'purity'],
    ['writes to the event', broken.writesToTheEvent, 'purity'],
    ['writes in silence', broken.writesInSilence(), 'purity'],
    ['reads the clock', broken.readsTheClock, 'determinism'],
    ['draws lots', broken.drawsLots, 'determinism'],
    ['remembers beside its state', broken.remembersBeside(), 'increments'],
    ['counts repeats', broken.countsRepeats, 'duplicates'],
    ['remembers one id', broken.remembersOneId, 'duplicates'],
    ['names in order of arrival', broken.namesInOrderOfArrival, 'order'],
  ])('find a projection that %s, and name the law', (_name, projection, law) =>
    expect(() => {
      projectionLaws<unknown>(projection as never, events, { orderIndependent: true })
    }).toThrow(new RegExp(`^The projection breaks the law of ${law}: .*\\.\\nProperty failed after .* seed`, 's')),
  )

  test('give the reason, and the seed and the events by which it is found again', () => {
    const tried = (): void => projectionLaws(broken.needsALink, events, { seed: 7, numRuns: 50 })
    expect(tried).toThrow('seed: 7')
    expect(tried).toThrow('partnerProgramUpdated')
    expect(tried).toThrow(expect.objectContaining({ cause: new Error('no link') }))
  })

  test('try each law as often as is asked', () => {
    let drawn = 0
    const counted = fc.constant([]).map((none) => {
      drawn += 1
      return none
    })
    projectionLaws(broken.namesInOrderOfArrival, counted, { numRuns: 11, orderIndependent: true })
    expect(drawn).toBe(6 * 11)
  })
})
