import { isDeepStrictEqual } from 'node:util'

import { expect } from 'vitest'

import { expectedMembership } from './expected-membership.js'
import type { Folding } from './folding.js'
import { randomFrom, randomHistory } from './random-histories.js'
import { key } from './sample.js'

/** The fold of each of these random histories is what a second writing of the design says. */
export const agreesWithOracle = ({ fold }: Folding, runs: number, seed: number): void => {
  for (let run = 0; run < runs; run += 1) {
    const events = randomHistory(randomFrom(seed + run), run % 5 === 0)
    const folded = fold(key, events)
    const expected = expectedMembership(key, events)
    // `expect` takes far longer than the folds.
    if (!isDeepStrictEqual(folded, expected)) expect(folded, `ORACLE_SEED=${seed + run}`).toStrictEqual(expected)
  }
}
