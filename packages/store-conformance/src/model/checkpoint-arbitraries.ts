import type { Checkpoint } from '@partner-ledger/core/store'
import * as fc from 'fast-check'

import * as commands from './checkpoint-commands.js'
import { command, type StoreCommand } from './command.js'

/** Few places, so that histories meet; some sort otherwise by locale, and one is not a name. */
const name = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('n', 'N', 'n ', '\u{1f947}', '\uff5e') },
  fc.constant(''),
)
const place = fc.record({ name, tenant: fc.constantFrom('1', '10', 'a') }, { noNullPrototype: true })

/** How many revisions ago the one is that is expected; 0: the one that stands, which is expected most. */
const ago = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 3 }))
const position = fc.oneof({ weight: 10, arbitrary: fc.nat({ max: 5 }) }, fc.constantFrom(Number.MAX_SAFE_INTEGER, -1))
const limit = fc.oneof({ weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constantFrom(0, 10_000))

const lease = fc.record(
  { owner: fc.constantFrom('me', 'another'), until: fc.integer({ min: -2, max: 2 }) },
  { noNullPrototype: true },
)

const checkpoint: fc.Arbitrary<Checkpoint> = fc.record(
  { epoch: fc.constantFrom('e', 'f'), position, replayUntil: fc.nat({ max: 5 }), lease },
  { requiredKeys: ['epoch', 'position', 'replayUntil'], noNullPrototype: true },
)

/** The calls of a checkpoint store, and how often each is made. */
export const checkpointCommands: readonly (readonly [number, fc.Arbitrary<StoreCommand>])[] = [
  [4, fc.tuple(place, ago, checkpoint).map((given) => command('put', given, commands.putCheckpoint(...given)))],
  [1, fc.tuple(place, ago).map((given) => command('delete', given, commands.deleteCheckpoint(...given)))],
  [1, fc.tuple(place).map((given) => command('get', given, commands.getCheckpoint(...given)))],
  [
    1,
    fc
      .tuple(fc.option(place, { nil: undefined }), limit)
      .map((given) => command('list', given, commands.listCheckpoints(...given))),
  ],
]
