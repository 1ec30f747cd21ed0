import { describe, expect, test } from 'vitest'

import { ours } from './folding.js'
import { agreesWithOracle } from './oracle.js'
import * as misended from './sabotage/misended.js'

/** How many histories are compared: `ORACLE_RUNS=100000` tries more, `ORACLE_SEED` begins elsewhere. */
const runs = Number(process.env['ORACLE_RUNS'] ?? 3000)
const seed = Number(process.env['ORACLE_SEED'] ?? Date.now() % 1_000_000)

test('the fold of random histories is what a second writing of the design says', { timeout: 3_600_000 }, () =>
  agreesWithOracle(ours, runs, seed),
)

describe('the second writing of the design', () => {
  test.each(Object.entries(misended))('finds a fold that is broken by %s', (_name, broken) =>
    expect(() => agreesWithOracle(broken, 3000, 1)).toThrow('ORACLE_SEED'),
  )
})
