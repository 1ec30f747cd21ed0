import { isExpected } from '@partner-ledger/core/store'
import { expect, it } from 'vitest'

it.each([
  ['any', 0, true],
  ['any', 7, true],
  [0, 0, true],
  [0, 1, false],
  [7, 7, true],
  [7, 6, false],
  [7, 8, false],
] as const)('an append that expects %s may be made to a stream at version %i: %s', (expected, actual, may) => {
  expect(isExpected(expected, actual)).toBe(may)
})
