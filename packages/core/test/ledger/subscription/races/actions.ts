import fc from 'fast-check'

import { type Action, tenants } from './race.js'

const which = fc.nat({ max: 4 })

/** Mostly appends, with processes that come, stop and die in between. */
export const actionsArbitrary: fc.Arbitrary<readonly Action[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        _tag: fc.constant('append' as const),
        tenant: fc.constantFrom(...tenants),
        member: fc.integer({ min: 1, max: 2 }),
      }),
    },
    { weight: 3, arbitrary: fc.record({ _tag: fc.constant('wait' as const), steps: fc.nat({ max: 20 }) }) },
    { weight: 2, arbitrary: fc.record({ _tag: fc.constant('start' as const) }) },
    { weight: 1, arbitrary: fc.record({ _tag: fc.constant('crash' as const), which }) },
    { weight: 1, arbitrary: fc.record({ _tag: fc.constant('stop' as const), which }) },
  ),
  { minLength: 4, maxLength: 14 },
)
