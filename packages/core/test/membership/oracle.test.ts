import { isDeepStrictEqual } from 'node:util'

import { expect, test } from 'vitest'

import { foldMembership } from '../../src/membership/fold.js'
import { expectedMembership } from './expected-membership.js'
import { randomFrom, randomHistory } from './random-histories.js'
import { key } from './sample.js'

/** How many histories are compared: `ORACLE_RUNS=100000` tries more, `ORACLE_SEED` begins elsewhere. */
const runs = Number(process.env['ORACLE_RUNS'] ?? 3000)
const seed = Number(process.env['ORACLE_SEED'] ?? Date.now() % 1_000_000)

test('the fold of random histories is what a second writing of the design says', () => {
  for (let run = 0; run < runs; run += 1) {
    const events = randomHistory(randomFrom(seed + run), run % 5 === 0)
    const folded = foldMembership(key, events)
    const expected = expectedMembership(key, events)
    // `expect` takes far longer than the folds.
    if (!isDeepStrictEqual(folded, expected)) expect(folded, `ORACLE_SEED=${seed + run}`).toStrictEqual(expected)
  }
})
