import { LedgerError, unavailable } from '@partner-ledger/core/store'
import { expect, test } from 'vitest'

import { errorName } from '../../../src/ledger/subscription/parked-facts.js'

test.each([
  ['its class', new TypeError('15550000001'), 'TypeError'],
  ['its tag', new LedgerError(unavailable('15550000001')), 'Unavailable'],
  ['its type where it is no error', '15550000001', 'string'],
  ['Error where its name says something of its own', Object.assign(new Error(), { name: '1555 0000001' }), 'Error'],
])('What was thrown is known by %s', (_, cause, name) => {
  expect(errorName(cause)).toBe(name)
})
