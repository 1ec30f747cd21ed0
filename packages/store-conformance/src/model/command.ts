import * as fc from 'fast-check'

import type { Command, World } from './world.js'

/** A command as fast-check runs it; its text is the call, so that a failing run can be read. */
export type StoreCommand = fc.AsyncCommand<Record<string, never>, World>

/** The command of this name, given these arguments. */
export const command = (name: string, given: readonly unknown[], run: Command): StoreCommand => ({
  check: () => true,
  run: async (_, world) => {
    world.ran += 1
    await run(world)
  },
  toString: () => `${name}(${fc.stringify(given).slice(1, -1)})`,
})
