import * as fc from 'fast-check'

import type { StoreCommand } from './command.js'
import { readEverything } from './commands.js'
import { type ModelSubject, openWorld } from './world.js'

/**
 * Gives both stores the commands, one after the other, and throws at the first answer that differs, or at the end where
 * what they hold does. Answers how many commands were run.
 */
export const followModel = async (
  model: ModelSubject,
  real: ModelSubject,
  commands: Iterable<StoreCommand>,
): Promise<number> => {
  const world = await openWorld(model, real)
  try {
    await fc.asyncModelRun(() => ({ model: {}, real: world }), commands)
    await readEverything(world)
    return world.ran
  } finally {
    await world.close()
  }
}
