import { type Either, left, outcomeUnknown, type StoreError } from '@partner-ledger/core/store'

import type { Connection, Handle } from './connection.js'
import { isCleanCommitFailure, isOtherSchema } from '../errors.js'

/**
 * Runs `work` in one immediate transaction, taken back when it answers `Left` or throws. Throws what the engine throws;
 * a COMMIT after which nobody knows is OutcomeUnknown.
 */
export const immediately = <E, A>(
  connection: Connection,
  { db, statements }: Handle,
  work: () => Either<E, A>,
): Either<E | StoreError, A> => {
  const fault = connection.writeFault()
  if (fault !== undefined) return left(fault)
  statements.begin.run()
  let isCommitting = false
  try {
    const answer = work()
    isCommitting = answer._tag === 'Right'
    if (isCommitting) statements.commit.run()
    else if (db.inTransaction) statements.rollback.run()
    return answer
  } catch (error) {
    const isClean = isCleanCommitFailure(error)
    if (!isClean && !isOtherSchema(error)) connection.poison()
    if (db.inTransaction) statements.rollback.run()
    if (isCommitting && !isClean) return left(outcomeUnknown('COMMIT failed'))
    throw error
  }
}
