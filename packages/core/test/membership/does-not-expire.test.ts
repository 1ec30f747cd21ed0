import { expect, test } from 'vitest'

import { doesNotExpire } from '../../src/membership/standing.js'

test('an end 90 years of 365.25 days ahead or more is none, and so is no end', () => {
  const now = Date.UTC(2026, 0, 1)
  const far = now + 90 * 365.25 * 86_400_000
  expect(doesNotExpire(far, now)).toBe(true)
  expect(doesNotExpire(far - 1, now)).toBe(false)
  expect(doesNotExpire(undefined, now)).toBe(true)
})
