import { keyArbitrary } from '@partner-ledger/core/testing'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'

import { compareKeys, membershipKey, sameKey } from '../../src/membership/key.js'
import { key } from './sample.js'

const parts = ['orgId', 'loyaltyProgramId', 'partnerProgramId', 'customerId'] as const

test('keys are the same only if all four ids are', () => {
  expect(sameKey(key, { ...key })).toBe(true)
  for (const part of parts) expect(sameKey(key, { ...key, [part]: 1 })).toBe(false)
})

test('keys are ordered by organisation, loyalty program, partner program and customer, in this order', () => {
  const one = { orgId: 2, loyaltyProgramId: 2, partnerProgramId: 2, customerId: 2 }
  parts.forEach((part, index) => {
    const later = Object.fromEntries(parts.slice(index + 1).map((other) => [other, 1]))
    expect(compareKeys(one, { ...one, ...later, [part]: 3 })).toBeLessThan(0)
  })
})

test('the order of keys is total, and 0 means the same', () =>
  fc.assert(
    fc.property(keyArbitrary, keyArbitrary, (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(0 - Math.sign(compareKeys(b, a)))
      expect(compareKeys(a, b) === 0).toBe(sameKey(a, b))
    }),
  ))

test('a key is laid out in one way', () =>
  expect(JSON.stringify(membershipKey({ customerId: 4, partnerProgramId: 3, loyaltyProgramId: 2, orgId: 1 }))).toBe(
    '{"orgId":1,"loyaltyProgramId":2,"partnerProgramId":3,"customerId":4}',
  ))
