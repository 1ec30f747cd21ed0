import { clearTimeout, setTimeout } from 'node:timers'

import { LedgerError } from '../../failure/ledger-error.js'
import { invalidArgument, type StoreError } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Unsubscribe } from '../../store/event-store.js'
import type { BackgroundTask } from '../background-tasks.js'
import type { ExpirySummary } from './expire-due.js'

/** How often `watchExpiry` looks, and at which organisations. */
export interface WatchOptions {
  /** ms from the end of one turn to the start of the next, 1…2^31−1. */
  readonly every: number
  /** One organisation; by default all that have an event. */
  readonly orgId?: number | undefined
  /** Ends the watch when it aborts. */
  readonly signal?: AbortSignal | undefined
}

/** The parts of a watch, passed in so that tests need not wait. */
export interface WatchParts {
  /** One turn; aborting ends it between two pages. */
  readonly turn: (signal: AbortSignal) => Answer<Pick<ExpirySummary, 'failed'>>
  /** `orgId`: the organisation that failed alone. */
  readonly onFailed: (error: StoreError, orgId?: number) => void
  /** Calls once after so many ms; what it returns takes that back. */
  readonly later: (call: () => void, ms: number) => Unsubscribe
}

/** Turns: one now, and one `every` ms after each. Turns never overlap, and one that fails is followed by the next. */
export const watchExpiry = ({ turn, onFailed, later }: WatchParts, every: WatchOptions['every']): BackgroundTask => {
  if (!Number.isInteger(every) || every < 1 || every > longestTimer)
    throw new LedgerError(invalidArgument('every', `a whole number of ms from 1 to ${longestTimer}`))
  const ending = new AbortController()
  let takeBack: Unsubscribe | undefined
  let current: Promise<void> | undefined

  const runTurn = async (): Promise<void> => {
    const answer = await turn(ending.signal)
    if (ending.signal.aborted) return
    if (answer._tag === 'Left') onFailed(answer.left)
    else for (const { orgId, error } of answer.right.failed) onFailed(error, orgId)
    takeBack = later(next, every)
  }

  const next = (): void => {
    current = runTurn()
  }

  const stop = (): void => {
    ending.abort()
    takeBack?.()
  }

  next()
  return { stop, settled: async () => current }
}

/** Beyond it timers of Node fire at once. */
const longestTimer = 2 ** 31 - 1

/** A timer that keeps no process alive: a host that has nothing else to do may end. */
export const unrefTimer: WatchParts['later'] = (call, ms) => {
  const timer = setTimeout(call, ms).unref()
  return () => clearTimeout(timer)
}
