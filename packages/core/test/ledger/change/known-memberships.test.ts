import { initial } from '@partner-ledger/core/membership'
import { expect, test } from 'vitest'

import { membershipCache } from '../../../src/ledger/change/membership-cache.js'
import { key } from '../deliveries.js'

const member = (customerId: number): ReturnType<typeof initial> => initial({ ...key, customerId })

test('A membership is known at the version that was kept last, in its own organisation', () => {
  const known = membershipCache()
  known.keep('1', 'a', 1, member(1))
  known.keep('1', 'a', 2, member(2))
  expect(known.at('1', 'a', 2)).toEqual(member(2))
  expect(known.at('1', 'a', 1)).toBeUndefined()
  expect(known.at('2', 'a', 2)).toBeUndefined()
})

test('Not more is held than fits, and in rounds over twice as many some are found', () => {
  const known = membershipCache(100)
  let found = 0
  for (let round = 1; round <= 20; round += 1)
    for (let customer = 0; customer < 200; customer += 1) {
      if (known.at('1', `s${customer}`, round - 1) !== undefined) found += 1
      known.keep('1', `s${customer}`, round, member(customer))
    }
  const held = Array.from({ length: 200 }, (_, customer) => known.at('1', `s${customer}`, 20))
  expect(held.filter((one) => one !== undefined)).toHaveLength(100)
  expect(found).toBeGreaterThan(20 * 50)
})

test('What is held of a person is dropped, and nobody else', () => {
  const known = membershipCache()
  known.keep('50191', 'a', 1, member(1))
  known.keep('50191', 'b', 1, member(1))
  known.keep('50191', 'c', 1, member(2))
  known.drop(50191, 1)
  expect(['a', 'b', 'c'].map((stream) => known.at('50191', stream, 1)?.key.customerId)).toEqual([
    undefined,
    undefined,
    2,
  ])
  known.drop(50192, 2)
  expect(known.at('50191', 'c', 1)).toBeDefined()
})
