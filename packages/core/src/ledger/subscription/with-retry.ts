import { type Either, left } from 'fp-ts/lib/Either.js'

import type { SubscriptionError } from '../../failure/subscription-errors.js'
import { pauseAfter } from './back-off.js'
import { failed, reportRetry, type RunEnd, type SubscriptionContext } from './subscription-context.js'

/** Until when a failing call of the store is repeated. */
export interface RetryContext {
  readonly context: SubscriptionContext
  /** Why nothing more is to be started; `undefined` while there is no reason. */
  ending(): RunEnd | undefined
  /** Aborts a pause. */
  readonly pauseSignal: AbortSignal
}

/** A call that may return its result at once. */
export type Call<E, A> = () => Either<E, A> | Promise<Either<E, A>>

/**
 * The call's result, however long the store is out of order: a retryable error is followed by another call after a pause,
 * until the subscription ends. There is one call at the least. A result that is there at once is returned at once.
 */
export const withRetry = <A>(
  retry: RetryContext,
  call: Call<SubscriptionError, A>,
): Either<RunEnd, A> | Promise<Either<RunEnd, A>> => {
  const first = call()
  return isSettled(first) && first._tag === 'Right' ? first : repeat(retry, call, first)
}

const repeat = async <A>(
  { context, ending, pauseSignal }: RetryContext,
  call: Call<SubscriptionError, A>,
  first: ReturnType<Call<SubscriptionError, A>>,
): Promise<Either<RunEnd, A>> => {
  const { time, settings, random, state } = context
  let current = first
  for (let attempt = 1; ; attempt += 1) {
    const { phase } = state
    const pending = current
    const result = isSettled(pending) ? pending : await pending
    if (result._tag === 'Right') {
      if (attempt > 1) state.phase = phase === 'retrying' ? 'catching-up' : phase
      return result
    }
    if (!result.left.retryable) return left(failed(result.left))
    const end = ending()
    if (end !== undefined) return left(end)
    reportRetry(context, result.left)
    await time.sleep(Math.max(1, pauseAfter(settings.retry, attempt, random)), pauseSignal)
    const ended = ending()
    if (ended !== undefined) return left(ended)
    current = call()
  }
}

const isSettled = <E, A>(result: Either<E, A> | Promise<Either<E, A>>): result is Either<E, A> => '_tag' in result
