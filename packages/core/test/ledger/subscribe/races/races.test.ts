import fc from 'fast-check'
import { expect, test } from 'vitest'

import { actionsArbitrary } from './actions.js'
import { race } from './race.js'

/** CI's figure, times `PARTNER_LEDGER_ROUNDS`; the printed seed replays a failing one. */
const races = Math.max(1, Math.round(1000 * Number(process.env['PARTNER_LEDGER_ROUNDS'] ?? 1)))

test('In no race is anything lost, reordered, or doubled beyond a takeover, and no checkpoint lies', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), actionsArbitrary, async (scheduler, actions) => {
      expect(await race(scheduler, actions)).toEqual([])
    }),
    { numRuns: races },
  )
}, 600_000)
