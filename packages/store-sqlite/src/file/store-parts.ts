import type { Answer, Either, StoreError } from '@partner-ledger/core/store'

import type { Calls } from './calls.js'
import type { Connection, Handle } from './connection.js'

/** What a part of a store, such as its index, has of the store whose file it is in. */
export interface StoreParts {
  readonly connection: Connection
  readonly accept: Calls['accept']
  /** Runs work on the open handle, again while others hold the lock, until the call's deadline at the latest. */
  readonly withHandle: <A>(work: (handle: Handle) => Either<StoreError, A>, deadline: number) => Answer<A>
}
