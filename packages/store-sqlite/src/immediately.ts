import type { Either, StoreError } from '@partner-ledger/core/store'

import type { Connection, Handle } from './connection.js'
import { isCleanCommitFailure } from './errors.js'

/** Runs `work` in one immediate transaction, taken back when it answers `Left` or throws. Throws what the engine throws. */
export const immediately = <A>(
  connection: Connection,
  { db, statements }: Handle,
  work: () => Either<StoreError, A>,
): Either<StoreError, A> => {
  statements.begin.run()
  try {
    const answer = work()
    ;(answer._tag === 'Left' ? statements.rollback : statements.commit).run()
    return answer
  } catch (error) {
    if (!isCleanCommitFailure(error)) connection.poison()
    if (db.inTransaction) statements.rollback.run()
    throw error
  }
}
