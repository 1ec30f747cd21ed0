import type { Append, NewEvent, NonEmptyArray } from '@partner-ledger/core/store'
import * as fc from 'fast-check'

import { checkpointCommands } from './checkpoint-arbitraries.js'
import { command, type StoreCommand } from './command.js'
import * as commands from './commands.js'

/** Few names, so that histories meet; one is hard to get right. */
const tenant = fc.constantFrom('a', 'A', '50191', 'x y%_\u00e9\u{1f947}')
const stream = fc.constantFrom('s', 's/1', 'S')
const id = fc.constantFrom('1', '2', '3', 'a', 'A', '0b7a32f5-2c4e-4d8e-9f6a-3f1f0a9f1c55')
const small = fc.nat({ max: 6 })
const limit = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 5 }) }, fc.constantFrom(0, 10_000, 1.5))
const instant = fc.integer({ min: -3, max: 3 })

const event: fc.Arbitrary<NewEvent> = fc
  .tuple(
    fc.record({
      id: fc.oneof({ weight: 20, arbitrary: id }, fc.constant('')),
      type: fc.constantFrom('partnerProgramLinked', 'other'),
      occurredAt: instant,
      schema: fc.integer({ min: 1, max: 2 }),
      facts: fc.dictionary(
        fc.constantFrom('customerId', 'refId', 'other'),
        fc.oneof(small, fc.constantFrom('', '\u00e9')),
        {
          noNullPrototype: true,
        },
      ),
    }),
    fc.record(
      {
        personal: fc.dictionary(fc.constantFrom('membershipNumber', 'customer', 'mail'), fc.constantFrom('', 'p'), {
          noNullPrototype: true,
        }),
        body: fc.uint8Array({ maxLength: 4 }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([required, optional]) => ({ ...required, ...optional }))

const appendArbitrary: fc.Arbitrary<Append> = fc
  .tuple(
    fc.record({
      stream,
      expected: fc.oneof({ weight: 3, arbitrary: fc.constant('any' as const) }, { weight: 2, arbitrary: small }),
      event,
    }),
    fc.option(fc.integer({ min: 1_699_999_999_990, max: 1_700_000_000_100 }), { freq: 8, nil: undefined }),
  )
  .map(([given, recordedAt]) => (recordedAt === undefined ? given : { ...given, recordedAt }))

const appends = fc.array(appendArbitrary, { minLength: 1, maxLength: 4 }) as fc.Arbitrary<NonEmptyArray<Append>>

/** The calls of a log, with arguments that make them meet, and how often each is made. */
const logCommands: readonly (readonly [number, fc.Arbitrary<StoreCommand>])[] = [
  [8, fc.tuple(tenant, appends).map((given) => command('append', given, commands.append(...given)))],
  [
    3,
    fc.tuple(tenant, stream, small, limit).map((given) => command('readStream', given, commands.readStream(...given))),
  ],
  [3, fc.tuple(tenant, small, limit).map((given) => command('readAll', given, commands.readAll(...given)))],
  [2, fc.tuple(tenant, small).map((given) => command('body', given, commands.body(...given)))],
  [2, fc.tuple(tenant, stream, small, instant).map((given) => command('forget', given, commands.forget(...given)))],
  [
    1,
    fc
      .tuple(tenant, fc.constantFrom('', 's', 'orders'))
      .map((given) => command('streams', given, commands.streams(...given))),
  ],
  [1, fc.tuple(fc.constantFrom('', 'A', 'a'), limit).map((given) => command('heads', given, commands.heads(...given)))],
  [1, fc.tuple(fc.integer({ min: -50, max: 50 })).map((given) => command('tick', given, commands.tick(...given)))],
]

/**
 * `reopenEvery`: about one command in so many closes both stores and opens them again; 25 by default. `checkpoints`: whether
 * the stores bring them; `true` by default.
 */
export interface StoreCommandOptions {
  readonly reopenEvery?: number | undefined
  readonly checkpoints?: boolean | undefined
}

/** Runs of exactly so many commands. */
export const storeCommands = (
  count: number,
  { reopenEvery = 25, checkpoints = true }: StoreCommandOptions = {},
): fc.Arbitrary<readonly StoreCommand[]> => {
  const weighted = [...logCommands, ...(checkpoints ? checkpointCommands : [])]
  const total = weighted.reduce((sum, [weight]) => sum + weight, 0)
  const closing = fc.constant(command('reopen', [], commands.reopen))
  const any = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight: weight * reopenEvery, arbitrary })), {
    weight: total,
    arbitrary: closing,
  })
  return fc.array(any, { minLength: count, maxLength: count })
}
