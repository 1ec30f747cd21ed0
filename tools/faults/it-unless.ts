import { it, type TestOptions } from 'vitest'

/** Registers a test, or a skipped one that has in its name, for the fault table, what keeps it from running here. */
export const itUnless = (
  reason: string | undefined,
  name: string,
  options: TestOptions,
  run: () => Promise<void>,
): void => {
  if (reason === undefined) it(name, options, run)
  else it.skip(`${name} (not covered: ${reason})`, options, run)
}
