import { left } from 'fp-ts/lib/Either.js'

import { LedgerError } from '../../failure/ledger-error.js'
import { invalidArgument, type StoreError } from '../../failure/store-error.js'
import type { Answer } from '../../store/answer.js'
import type { Unsubscribe } from '../../store/event-store.js'
import { callback, id, signal, time, type ReadArgument } from '../arguments/read-argument.js'
import { options, record } from '../arguments/read-record.js'
import type { BackgroundTasks } from '../background-tasks.js'
import type { RunCall } from '../calls-in-flight.js'
import type { Hooks } from '../hooks/hooks.js'
import { expireDue, type ExpireOptions, type ExpirySummary } from './expire-due.js'
import { newExpiries } from './expire-new.js'
import type { ExpiryContext } from './record-notices.js'
import { unrefTimer, watchExpiry, type WatchOptions } from './watch-expiry.js'

/** The calls of a ledger that record notices of expiry. */
export interface Expiry {
  expireDue(now?: number, options?: ExpireOptions): Answer<ExpirySummary>
  watchExpiry(options: WatchOptions): Unsubscribe
}

export interface ExpiryDeps extends ExpiryContext {
  readonly run: RunCall
  readonly tasks: BackgroundTasks
  readonly hooks: Pick<Hooks, 'fail'>
}

export const expiry = ({ run, tasks, hooks, ...context }: ExpiryDeps): Expiry => {
  const now = (): number => Math.floor(context.query.clock())
  return {
    expireDue: async (at = now(), given) => {
      const until = time('now', typeof at === 'number' ? Math.floor(at) : at)
      if (until._tag === 'Left') return until
      const read = expireOptions('options', given)
      return read._tag === 'Left' ? left(read.left) : run(() => expireDue(context, until.right, read.right))
    },
    watchExpiry: (given) => {
      const read = watchOptions('options', given)
      if (read._tag === 'Left') throw new LedgerError(read.left)
      const { every, orgId, signal: ending } = read.right
      const expiries = newExpiries(context, orgId)
      const turn = (turnSignal: AbortSignal): Answer<ExpirySummary> =>
        run(async () => {
          const at = time('clock', now())
          return at._tag === 'Left' ? at : expiries.expire(at.right, turnSignal)
        })
      const onFailed = (error: StoreError, of?: number): void =>
        hooks.fail({ _tag: 'ExpiryFailed', retryable: true, ...(of === undefined ? {} : { orgId: of }), error })
      return tasks.start(() => watchExpiry({ turn, onFailed, later: unrefTimer }, every), ending)
    },
  }
}

const expireOptions = options({ orgId: id, signal, onProgress: callback<(summary: ExpirySummary) => void>() })

/** Checked by `watchExpiry` itself, which names the bounds. */
const milliseconds: ReadArgument<number> = (argument, given) =>
  typeof given === 'number'
    ? { _tag: 'Right', right: given }
    : left(invalidArgument(argument, 'a whole number of ms of 1 or more'))

const watchOptions = record({ every: milliseconds }, { orgId: id, signal })
