import { setImmediate } from 'node:timers'

/** Resolves when every pending receipt has reached its caller: what the callers do with them at once comes first. */
export const afterReceipts = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve)
  })
