import { outcomeUnknown } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import { onAbort } from '../on-abort.js'
import { live } from './live.js'
import { type ParkedDeliveries, parkedDeliveries } from './parked-deliveries.js'
import { readStatus, type SubscriptionStatus, waitUntilHandled } from './status.js'
import {
  failed,
  initialState,
  notifyObservers,
  stopped,
  type SubscriptionContext,
  type SubscriptionDeps,
  type SubscriptionEnd,
} from './subscription-context.js'
import type { SubscriptionSettings } from './subscription-options.js'
import { wakeSignal } from './time.js'

/** A reader of the log that continues where it stopped, in whatever process. */
export interface Subscription {
  readonly name: string
  /** How far it has come in each organisation, and how it is doing. */
  status(): Answer<SubscriptionStatus>
  /** The deliveries that it continued without, with `onPoison: 'park'`. */
  readonly parked: ParkedDeliveries
  /** `true` once everything that was recorded before the call is handled, by whichever process; how it ended otherwise. */
  caughtUp(): Promise<true | SubscriptionEnd>
  /**
   * Lets the handler in flight finish (for 10,000 ms by default), saves the checkpoints and gives the name back. A handler
   * that takes longer is abandoned: its signal aborts and its delivery comes again. Idempotent. The handler itself must
   * not wait for it.
   */
  stop(options?: { readonly timeoutMs?: number | undefined }): Promise<void>
  /** Never rejects. */
  readonly ended: Promise<SubscriptionEnd>
  [Symbol.asyncDispose](): Promise<void>
}

export const subscription = (deps: SubscriptionDeps, settings: SubscriptionSettings): Subscription => {
  const stopping = new AbortController()
  const abandoned = new AbortController()
  const { time } = deps
  const context: SubscriptionContext = {
    ...deps,
    settings,
    state: initialState(),
    wakeSignal: wakeSignal(time),
    stopping: stopping.signal,
    redeliveries: [],
  }
  let isEnded = false

  const ended = new Promise<SubscriptionEnd>((resolve) => {
    const finish = (end: SubscriptionEnd): void => {
      if (isEnded) return
      isEnded = true
      noteEnd(context, end)
      resolve(end)
    }
    onAbort(abandoned.signal, () => finish(stopped))
    void neverThrowing(live(context, abandoned.signal)).then(finish)
  })

  const stop: Subscription['stop'] = async ({ timeoutMs = 10_000 } = {}) => {
    stopping.abort()
    context.wakeSignal.wake()
    const enough = new AbortController()
    await Promise.race([ended, time.sleep(timeoutMs, enough.signal)])
    enough.abort()
    abandoned.abort()
  }

  const takeBack = onAbort(settings.signal, () => void stop())
  void ended.then(takeBack)

  return {
    name: settings.name,
    status: () => readStatus(context),
    parked: parkedDeliveries(context),
    caughtUp: async () => (await waitUntilHandled(context, () => isEnded)) || ended,
    stop,
    ended,
    [Symbol.asyncDispose]: () => stop(),
  }
}

const noteEnd = (context: SubscriptionContext, end: SubscriptionEnd): void => {
  const { settings, state, logger, onWarning } = context
  const { name } = settings
  state.phase = end._tag
  if (end._tag === 'failed') {
    const { error } = end
    state.lastError = error
    logger({ level: 'error', code: 'subscription-failed', subscription: name, error: error._tag })
    onWarning({ _tag: 'SubscriptionWarning', retryable: false, name, error })
  }
  notifyObservers(state)
}

/** A store that throws where it must answer ends the subscription, and not the process. */
const neverThrowing = async (end: Promise<SubscriptionEnd>): Promise<SubscriptionEnd> => {
  try {
    return await end
  } catch {
    return failed(outcomeUnknown('the store threw instead of answering'))
  }
}
