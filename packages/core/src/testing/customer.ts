import * as fc from 'fast-check'

import type { Customer } from '../membership/event.js'

/** Contact identifiers, all of them synthetic. */
export const customerArbitrary: fc.Arbitrary<Customer> = fc.record(
  {
    firstName: fc.constantFrom('Ada', '\u91d1\u5361', 'O\u2019Neil'),
    lastName: fc.constantFrom('Example', ''),
    loyaltyType: fc.constant('loyalty'),
    instore: fc.record(
      {
        id: fc.integer({ min: 1, max: 9999 }),
        mobile: fc.integer({ min: 0, max: 9999 }).map((n) => `+1555${String(n).padStart(7, '0')}`),
        email: fc.integer({ min: 0, max: 99 }).map((n) => `c${n}@example.com`),
        cardNumbers: fc.array(fc.constantFrom('C1', 'C2'), { maxLength: 3 }),
      },
      { requiredKeys: [], noNullPrototype: true },
    ),
    accounts: fc.dictionary(
      fc.constantFrom('website', 'line', 'wechat'),
      fc.array(fc.record({ accountId: fc.constantFrom('a1', 'a2') }, { noNullPrototype: true }), { maxLength: 2 }),
      { maxKeys: 2, noNullPrototype: true },
    ),
  },
  { requiredKeys: [], noNullPrototype: true },
)
