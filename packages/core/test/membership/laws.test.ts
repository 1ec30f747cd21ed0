import { evolve, initial } from '@partner-ledger/core/membership'
import { describe, expect, test } from 'vitest'

import { foldDistinct } from '../../src/membership/fold.js'
import { type Folding, ours } from './folding.js'
import * as laws from './laws.js'

describe('a fold', () => {
  test('is the same for every order of arrival', () => laws.order(ours))
  test('is the same however often events are repeated', () => laws.duplicates(ours))
  test('of unequal copies of an id is that of the least', () => laws.copies(ours))
  test('leaves events of another key out', () => laws.strangers(ours))
  test('is reached by single steps, and again by a fold of all where one is late', () => laws.increments(ours))
  test('up to a time knows nothing of later events', () => laws.time(ours))
  test('is total and pure', () => laws.totality(ours))
  test('is what the tables say', () => laws.tables(ours))
})

describe('a fold of distinct events', () => {
  const distinct: Folding = { ...ours, fold: (key, events) => foldDistinct(key, [...events]) }

  test('leaves events of another key out', () => laws.strangers(distinct))
  test('is the same for every order of arrival', () => laws.order(distinct))
  test('is reached by single steps, and again by a fold of all where one is late', () => laws.increments(distinct))
  test('up to a time knows nothing of later events', () => laws.time(distinct))
  test('is total and pure', () => laws.totality(distinct))
  test('is what the tables say', () => laws.tables(distinct))

  test('would depend on the order of arrival if no event were late: sabotage', () => {
    const arrived: Folding = { ...ours, fold: (key, events) => [...events].reduce(evolve, initial(key)) }
    expect(() => laws.order(arrived)).toThrow('Property failed')
  })
})
