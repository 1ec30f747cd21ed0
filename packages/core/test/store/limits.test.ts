import { storeLimits } from '@partner-ledger/core/store'
import { expect, it } from 'vitest'

import { defaultMaxBytes } from '../../src/webhook/options.js'

it('the limits are those of the contract, which other stores are written to', () => {
  expect(storeLimits).toEqual({
    nameBytes: 200,
    idBytes: 1024,
    factKeys: 48,
    textBytes: 2 ** 20,
    bodyBytes: 2 ** 20,
    readEvents: 10_000,
    pageBytes: 2 ** 23,
  })
})

it('what the door lets in by default fits into a store', () => {
  expect(defaultMaxBytes).toBeLessThanOrEqual(storeLimits.bodyBytes)
})
