import { type Gate, within } from './gate.js'
import type { Announcer } from './hooks/announce.js'
import type { Hooks } from './hooks/hooks.js'
import type { Logger } from './logger.js'
import type { Subscriptions } from './subscribe/subscriptions.js'
import type { Workshop } from './workshop.js'

/** What there is to close of a ledger. */
export interface Closing {
  readonly calls: Gate
  readonly works: Workshop
  readonly subscribed: Pick<Subscriptions, 'close'>
  readonly announce: Announcer
  readonly listeners: Hooks
  readonly logger: Logger
}

/**
 * Lets no call in and stops what works by itself; then waits for accepted calls, for that work, and for the listeners,
 * together no longer than `timeoutMs`. Nobody is told of anything afterwards.
 */
export const closeAll = async (
  { calls, works, subscribed, announce, listeners, logger }: Closing,
  timeoutMs: number,
): Promise<void> => {
  calls.shut()
  works.stop()
  const stopped = subscribed.close(timeoutMs)
  const settle = async (): Promise<void> => {
    await calls.settled()
    await works.settled()
    await stopped
    await announce.settled()
  }
  const isSettled = await within(timeoutMs, settle())
  listeners.stop()
  if (!isSettled) logger({ level: 'warn', code: 'closed-unsettled', timeoutMs })
}
