import fc from 'fast-check'
import { expect, test } from 'vitest'

import { figures } from '../../../../../../tools/faults/figures.js'
import { rounds } from '../../../../../../tools/faults/rounds.js'
import { actionsArbitrary } from './actions.js'
import { race } from './race.js'

/** The printed seed replays a failing one. */
const races = rounds(1000)

test(
  'In no race is anything lost, reordered, or doubled beyond a takeover, and no checkpoint lies',
  { tags: 'fault:races', timeout: 600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), actionsArbitrary, async (scheduler, actions) => {
        expect(await race(scheduler, actions)).toEqual([])
      }),
      { numRuns: races },
    )
    figures({ rounds: races, lost: 0 })
  },
)
