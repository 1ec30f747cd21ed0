import fc from 'fast-check'
import { expect, test } from 'vitest'

import { actionsArbitrary } from './actions.js'
import { brokenTwins } from './broken.js'
import { race } from './race.js'

test.each(brokenTwins)('The races find $name', { tags: 'twin:races', timeout: 120_000 }, async ({ twins, found }) => {
  const run = await fc.check(
    fc.asyncProperty(fc.scheduler(), actionsArbitrary, async (scheduler, actions) => {
      const faults = await race(scheduler, actions, twins)
      return !faults.some((fault) => found.test(fault))
    }),
    { numRuns: 1000, endOnFailure: true },
  )
  expect(run.failed).toBe(true)
})
