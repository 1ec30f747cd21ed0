import { type CallsInFlight, within } from './calls-in-flight.js'
import type { HookDispatcher } from './hooks/hook-dispatcher.js'
import type { Hooks } from './hooks/hooks.js'
import type { Logger } from './logger.js'
import type { Subscriptions } from './subscription/subscriptions.js'
import type { BackgroundTasks } from './background-tasks.js'

/** What there is to close of a ledger. */
export interface Closing {
  readonly calls: CallsInFlight
  readonly tasks: BackgroundTasks
  readonly subscribed: Pick<Subscriptions, 'close'>
  readonly announce: HookDispatcher
  readonly listeners: Hooks
  readonly logger: Logger
}

/**
 * Lets no call in and stops what works by itself; then waits for accepted calls, for that work, and for the listeners,
 * together no longer than `timeoutMs`. No listener is called afterwards.
 */
export const closeAll = async (
  { calls, tasks, subscribed, announce, listeners, logger }: Closing,
  timeoutMs: number,
): Promise<void> => {
  calls.shut()
  tasks.stop()
  const stopped = subscribed.close(timeoutMs)
  const settle = async (): Promise<void> => {
    await calls.settled()
    await tasks.settled()
    await stopped
    await announce.settled()
  }
  const isSettled = await within(timeoutMs, settle())
  listeners.stop()
  if (!isSettled) logger({ level: 'warn', code: 'closed-unsettled', timeoutMs })
}
