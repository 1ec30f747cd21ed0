import { type Either, left } from 'fp-ts/lib/Either.js'

import { neverRejecting } from '../calls-in-flight.js'
import { pauseAfter } from './back-off.js'
import { outcomeUnknown } from '../../store/store-error.js'
import type { SubscriptionError } from './subscription-errors.js'
import { failed, noteTrouble, type RunEnd, type SubscriptionContext } from './work.js'

/** What a call of the store is repeated for, and until when. */
export interface RetryContext {
  readonly work: SubscriptionContext
  /** Why nothing more is to be begun; `undefined` while there is no reason. */
  ending(): RunEnd | undefined
  /** Aborts a pause. */
  readonly awake: AbortSignal
}

/** A call that may answer at once, where it has nothing to wait for. */
export type Call<E, A> = () => Either<E, A> | Promise<Either<E, A>>

/**
 * The call's answer, however long the store is out of order: what a retry may help is repeated with back-off, until the
 * subscription ends. It is called at least once. What answers at once is given back at once.
 */
export const withRetry = <A>(
  patience: RetryContext,
  call: Call<SubscriptionError, A>,
): Either<RunEnd, A> | Promise<Either<RunEnd, A>> => {
  const first = called(call)
  return isSettled(first) && first._tag === 'Right' ? first : repeatedly(patience, call, first)
}

const repeatedly = async <A>(
  { work, ending, awake }: RetryContext,
  call: Call<SubscriptionError, A>,
  first: ReturnType<Call<SubscriptionError, A>>,
): Promise<Either<RunEnd, A>> => {
  const { time, settings, random, condition } = work
  let calling = first
  for (let attempt = 1; ; attempt += 1) {
    const { state } = condition
    const given = calling
    const answer = isSettled(given) ? given : await neverRejecting(() => given)
    if (answer._tag === 'Right') {
      if (attempt > 1) condition.state = state === 'retrying' ? 'catching-up' : state
      return answer
    }
    if (!answer.left.retryable) return left(failed(answer.left))
    const end = ending()
    if (end !== undefined) return left(end)
    noteTrouble(work, answer.left)
    await time.sleep(Math.max(1, pauseAfter(settings.retry, attempt, random)), awake)
    const ended = ending()
    if (ended !== undefined) return left(ended)
    calling = called(call)
  }
}

/** One that throws where it must answer is an unknown outcome, as one that rejects. */
const called = <A>(call: Call<SubscriptionError, A>): ReturnType<Call<SubscriptionError, A>> => {
  try {
    return call()
  } catch {
    return left(outcomeUnknown('the store threw instead of answering'))
  }
}

const isSettled = <E, A>(answer: Either<E, A> | Promise<Either<E, A>>): answer is Either<E, A> => '_tag' in answer
