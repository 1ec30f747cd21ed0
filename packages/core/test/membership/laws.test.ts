import { describe, test } from 'vitest'

import { ours } from './folding.js'
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
