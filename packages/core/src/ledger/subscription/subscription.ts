import type { Answer } from '../../store/answer.js'
import { outcomeUnknown } from '../../store/store-error.js'
import { neverRejecting } from '../calls-in-flight.js'
import { wakeSignal } from './wake-signal.js'
import { caughtUp } from './caught-up.js'
import { condition, moved } from './condition.js'
import { live } from './live.js'
import { type ParkedDesk, parkedDesk } from './parked-desk.js'
import type { SubscriptionSettings } from './subscription-options.js'
import { readStatus, type SubscriptionStatus } from './status.js'
import { failed, stopped, type SubscriptionEnd, type SubscriptionContext, type SubscriptionDeps } from './work.js'

/** A reader of the log that goes on where it stopped, in whatever process. */
export interface Subscription {
  readonly name: string
  /** How far it has come in each organisation, and how it is doing. */
  status(): Answer<SubscriptionStatus>
  /** Deliveries that it went on without, under `onPoison: 'park'`. */
  readonly parked: ParkedDesk
  /** True once everything that was recorded before the call is handled, by whichever process; false if it ended first. */
  caughtUp(): Promise<boolean>
  /**
   * Lets the handler in flight finish (10,000 ms unless told), keeps the checkpoint and gives the name back. A handler that
   * takes longer is left alone: its signal aborts and its delivery comes again. Idempotent. The handler itself must not
   * wait for it.
   */
  stop(options?: { readonly timeoutMs?: number }): Promise<void>
  /** Never rejects. */
  readonly ended: Promise<SubscriptionEnd>
  [Symbol.asyncDispose](): Promise<void>
}

export const subscription = (means: SubscriptionDeps, settings: SubscriptionSettings): Subscription => {
  const stopping = new AbortController()
  const givenUp = new AbortController()
  const { time } = means
  const work: SubscriptionContext = {
    ...means,
    settings,
    condition: condition(),
    bell: wakeSignal(time),
    stopping: stopping.signal,
    redeliveries: [],
  }
  let finished = false

  const ended = new Promise<SubscriptionEnd>((resolve) => {
    const finish = (end: SubscriptionEnd): void => {
      if (finished) return
      finished = true
      noteEnd(work, end)
      resolve(end)
    }
    givenUp.signal.addEventListener('abort', () => finish(stopped))
    void surely(live(work, givenUp.signal)).then(finish)
  })

  const stop: Subscription['stop'] = async ({ timeoutMs = 10_000 } = {}) => {
    stopping.abort()
    work.bell.ring()
    const enough = new AbortController()
    await Promise.race([ended, time.sleep(timeoutMs, enough.signal)])
    enough.abort()
    givenUp.abort()
  }

  const abort = (): void => void stop()
  settings.signal?.addEventListener('abort', abort)
  void ended.then(() => settings.signal?.removeEventListener('abort', abort))
  if (settings.signal?.aborted === true) abort()

  return {
    name: settings.name,
    status: () => neverRejecting(() => readStatus(work)),
    parked: parkedDesk(work),
    caughtUp: () => caughtUp(work, () => finished),
    stop,
    ended,
    [Symbol.asyncDispose]: () => stop(),
  }
}

const noteEnd = (work: SubscriptionContext, end: SubscriptionEnd): void => {
  const { name } = work.settings
  work.condition.state = end._tag
  if (end._tag === 'failed') {
    const { error } = end
    work.condition.lastError = error
    work.logger({ level: 'error', code: 'subscription-failed', subscription: name, error: error._tag })
    work.tell({ _tag: 'SubscriptionWarning', retryable: false, name, error })
  }
  moved(work.condition)
}

/** A store that throws where it must answer ends the subscription, and not the process. */
const surely = async (end: Promise<SubscriptionEnd>): Promise<SubscriptionEnd> => {
  try {
    return await end
  } catch {
    return failed(outcomeUnknown('the store threw instead of answering'))
  }
}
