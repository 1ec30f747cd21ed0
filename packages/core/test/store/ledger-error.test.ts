import { describe, expect, it } from 'vitest'

import { cannotOpen } from '../../src/store/cannot-open.js'
import { LedgerError } from '../../src/store/ledger-error.js'
import { corrupt, invalidArgument, storeFull, unavailable } from '../../src/store/store-error.js'

describe('a LedgerError', () => {
  it('is an Error that carries its failure', () => {
    const thrown = new LedgerError(storeFull)
    expect(thrown).toBeInstanceOf(Error)
    expect([thrown.name, thrown.error, thrown.error._tag]).toEqual(['LedgerError', storeFull, 'StoreFull'])
  })

  it.each([
    [unavailable('busy'), true],
    [storeFull, true],
    [corrupt(3, 'facts'), false],
    [cannotOpen('locked', 'SQLITE_BUSY'), true],
    [cannotOpen('newer', 'version 9'), false],
  ])('of %j may help when tried again: %s', (failure, retryable) => {
    expect(new LedgerError(failure).retryable).toBe(retryable)
  })

  it.each([
    [storeFull, 'StoreFull'],
    [unavailable('busy'), 'Unavailable: reason busy'],
    [corrupt(3, 'facts'), 'Corrupt: position 3, reason facts'],
    [invalidArgument('limit', 'a whole number'), 'InvalidArgument: argument limit, expected a whole number'],
    [{ _tag: 'Mixed', retryable: false, list: ['x'], isIt: true, at: 4 }, 'Mixed: at 4'],
  ])('says what it was in a line: %j', (failure, message) => {
    expect(new LedgerError(failure).message).toBe(message)
  })
})
