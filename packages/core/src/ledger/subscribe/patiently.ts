import { type Either, left } from 'fp-ts/lib/Either.js'

import { neverRejecting } from '../gate.js'
import { pauseAfter } from './back-off.js'
import type { SubscriptionError } from './subscription-errors.js'
import { failed, noteTrouble, type RunEnd, type Work } from './work.js'

/** What a call of the store is repeated for, and until when. */
export interface Patience {
  readonly work: Work
  /** Why nothing more is to be begun; `undefined` while there is no reason. */
  ending(): RunEnd | undefined
  /** Aborts a pause. */
  readonly awake: AbortSignal
}

/**
 * The call's answer, however long the store is out of order: what a retry may help is repeated with back-off, until the
 * subscription ends. It is called at least once.
 */
export const patiently = async <A>(
  { work, ending, awake }: Patience,
  call: () => Promise<Either<SubscriptionError, A>>,
): Promise<Either<RunEnd, A>> => {
  const { time, settings, random, condition } = work
  for (let attempt = 1; ; attempt += 1) {
    const { state } = condition
    const answer = await neverRejecting(call)
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
  }
}
