import { type Either, left, type StoreError, unavailable } from '@partner-ledger/core/store'

import { isBusy, storeErrorOf } from '../errors.js'
import { now, pause } from './time.js'

/** What an attempt answers while others hold the lock. */
export const busy: StoreError = unavailable('busy')

/**
 * Tries until somebody else's lock is gone or `busyMs` have passed, then answers `Unavailable`. It waits in JavaScript,
 * since a wait inside SQLite stops the event loop. Any other error of the engine is answered at once.
 */
export const retryWhileBusy = async <A>(
  busyMs: number,
  attempt: () => Either<StoreError, A>,
): Promise<Either<StoreError, A>> => {
  const deadline = now() + busyMs
  for (let waitMs = 1; ; waitMs = Math.min(waitMs * 2, longestPauseMs)) {
    const answer = tried(attempt)
    if (answer._tag === 'Right' || answer.left !== busy || now() >= deadline) return answer
    await pause(waitMs * (0.5 + Math.random()))
  }
}

const longestPauseMs = 16

const tried = <A>(attempt: () => Either<StoreError, A>): Either<StoreError, A> => {
  try {
    return attempt()
  } catch (error) {
    return left(isBusy(error) ? busy : storeErrorOf(error))
  }
}
