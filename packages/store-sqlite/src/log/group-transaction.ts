import { type AppendAnswer, type Either, left, outcomeUnknown, type StoreError } from '@partner-ledger/core/store'

import { type AppendCall, type Appending, appending, writeHeads } from './append-call.js'
import type { Connection, Handle } from '../file/connection.js'
import { isCleanCommitFailure, storeErrorOf } from '../errors.js'
import type { Statements } from '../schema/statements.js'

/** What a call of `append` returns. */
export type Answered = Either<StoreError, AppendAnswer>

/** The transaction is gone, and why: nothing of it is stored, and none of its answers holds. */
export interface Gone {
  readonly _tag: 'Gone'
  readonly error: StoreError
}

export const isGone = (end: readonly Answered[] | Gone): end is Gone => '_tag' in end

/** What a transaction of a group needs of group commit. */
export interface GroupTransactionParts {
  readonly connection: Connection
  readonly run: (statements: Statements, transaction: Appending, call: AppendCall) => Answered
}

/**
 * Runs the calls in one immediate transaction, and returns answers only after COMMIT. Throws when it does not begin. One call that
 * fails takes all of them with it: the caller runs each again alone.
 */
export const groupTransaction = (
  { connection, run }: GroupTransactionParts,
  handle: Handle,
  group: readonly { readonly call: AppendCall }[],
): readonly Answered[] | Gone => {
  const { statements } = handle
  statements.begin.run()
  const transaction = appending()
  const answers: Answered[] = []
  try {
    for (const { call } of group) {
      const answer = run(statements, transaction, call)
      if (answer._tag === 'Left') return abandoned(connection, handle, { _tag: 'Gone', error: answer.left })
      answers.push(answer)
    }
    writeHeads(statements, transaction)
  } catch (error) {
    return abandoned(connection, handle, gone(error))
  }
  return committed(connection, handle, answers)
}

const committed = (
  connection: Connection,
  { db, statements }: Handle,
  answers: readonly Answered[],
): readonly Answered[] | Gone => {
  try {
    statements.commit.run()
    return answers
  } catch (error) {
    if (isCleanCommitFailure(error)) return abandoned(connection, { db, statements }, gone(error))
    connection.poison()
    return answers.map(() => left(outcomeUnknown('COMMIT failed')))
  }
}

const gone = (error: unknown): Gone => ({ _tag: 'Gone', error: storeErrorOf(error) })

const abandoned = (connection: Connection, { db, statements }: Handle, end: Gone): Gone => {
  try {
    if (db.inTransaction) statements.rollback.run()
  } catch {
    connection.poison()
  }
  return end
}
