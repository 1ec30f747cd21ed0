import { LedgerError } from '@partner-ledger/core/store'

import { cannotOpenOf, isBusy, refusalIn } from '../errors.js'
import { now } from './time.js'

/**
 * Opens again and again, each time from the beginning, until nobody is in the way or `busyMs` have passed: the engine gives
 * up at once where others make the file a ledger, and waits in ever longer steps, in vain beside busy writers. It blocks,
 * as opening does. Throws a LedgerError with CannotOpen.
 */
export const openWithRetry = <A>(busyMs: number, open: () => A): A => {
  const deadline = now() + busyMs
  for (let pause = 1; ; pause = Math.min(pause * 2, longestPauseMs))
    try {
      return open()
    } catch (error) {
      if (refusalIn(error) !== undefined) throw error
      if (!isBusy(error) || now() >= deadline) throw new LedgerError(cannotOpenOf(error))
      sleep(pause * (0.5 + Math.random()))
    }
}

const longestPauseMs = 16

const sleep = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
