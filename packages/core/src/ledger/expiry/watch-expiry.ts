import type { Answer } from '../../store/answer.js'
import type { Unsubscribe } from '../../store/event-store.js'
import { LedgerError } from '../../store/ledger-error.js'
import { invalidArgument, type StoreError } from '../../store/store-error.js'
import type { BackgroundTask } from '../background-tasks.js'

export interface WatchOptions {
  /** ms from the end of one turn to the beginning of the next, 1…2^31−1. */
  readonly every: number
  /** One organisation; all that have an event unless told. */
  readonly orgId?: number
  /** Ends the watch, as what `watchExpiry` answers does. */
  readonly signal?: AbortSignal
}

/** What a watch turns on. */
export interface WatchParts {
  /** One turn; aborting ends it between two pages. */
  readonly turn: (signal: AbortSignal) => Answer<unknown>
  readonly failed: (error: StoreError) => void
  /** Calls once after so many ms; what it answers takes that back. */
  readonly later: (call: () => void, ms: number) => Unsubscribe
}

/** Turns: one now, and one `every` ms after each. Turns never overlap, and one that fails is followed by the next. */
export const watchExpiry = ({ turn, failed, later }: WatchParts, every: WatchOptions['every']): BackgroundTask => {
  if (!Number.isInteger(every) || every < 1 || every > longestTimer)
    throw new LedgerError(invalidArgument('every', `a whole number of ms from 1 to ${longestTimer}`))
  const ending = new AbortController()
  let takeBack: Unsubscribe | undefined
  let turning: Promise<void> | undefined

  const begin = async (): Promise<void> => {
    const answer = await turn(ending.signal)
    if (ending.signal.aborted) return
    if (answer._tag === 'Left') failed(answer.left)
    takeBack = later(next, every)
  }

  const next = (): void => {
    turning = begin()
  }

  const stop = (): void => {
    ending.abort()
    takeBack?.()
  }

  next()
  return { stop, settled: async () => turning }
}

/** Beyond it timers of Node fire at once. */
const longestTimer = 2 ** 31 - 1

/** A timer that keeps no process alive: a host that has nothing else to do may end. */
export const unhurried: WatchParts['later'] = (call, ms) => {
  const timer = setTimeout(call, ms).unref()
  return () => clearTimeout(timer)
}
