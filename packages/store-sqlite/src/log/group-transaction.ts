import {
  type Either,
  left,
  type NonEmptyArray,
  type Outcome,
  outcomeUnknown,
  type StoreError,
} from '@partner-ledger/core/store'

import { type AppendCall, type Appending, appending } from './append-call.js'
import type { Connection, Handle } from '../file/connection.js'
import { isCleanCommitFailure, storeErrorOf } from '../errors.js'
import type { Statements } from './statements.js'

/** What a call of `append` is answered. */
export type Answered = Either<StoreError, NonEmptyArray<Outcome>>

/** The transaction is gone: nothing of it is stored, and nothing of it may be answered. */
export interface Gone {
  readonly _tag: 'Gone'
  readonly error: StoreError
}

export const isGone = (end: readonly Answered[] | Gone): end is Gone => '_tag' in end

/** What a transaction of a group needs of group commit. */
export interface GroupTransactionParts {
  readonly connection: Connection
  readonly run: (statements: Statements, known: Appending, call: AppendCall) => Answered
}

/**
 * Runs the calls in one immediate transaction, each in a savepoint, and answers only behind COMMIT. Throws when it does
 * not begin. Errors of the engine may end the whole transaction, also within a savepoint: it is asked after each.
 */
export const groupTransaction = (
  { connection, run }: GroupTransactionParts,
  { db, statements }: Handle,
  group: readonly { readonly call: AppendCall }[],
): readonly Answered[] | Gone => {
  statements.begin.run()
  const known = appending()
  const [first] = group
  if (first !== undefined && group.length === 1)
    return alone(connection, { db, statements }, () => run(statements, known, first.call))
  const answers: Answered[] = []
  for (const { call } of group) {
    const answer = inSavepoint({ db, statements }, () => run(statements, known, call))
    if (answer._tag === 'Gone') return abandoned(connection, { db, statements }, answer)
    answers.push(answer)
  }
  return committed(connection, { db, statements }, answers)
}

/** A call that shares its transaction with nobody needs no savepoint: what is taken back is the whole of it. */
const alone = (connection: Connection, handle: Handle, run: () => Answered): readonly Answered[] | Gone => {
  try {
    const answer = run()
    if (answer._tag === 'Right') return committed(connection, handle, [answer])
    handle.statements.rollback.run()
    return [answer]
  } catch (error) {
    return abandoned(connection, handle, gone(error))
  }
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
    return answers.map((answer) => (answer._tag === 'Left' ? answer : left(outcomeUnknown('COMMIT failed'))))
  }
}

const gone = (error: unknown): Gone => ({ _tag: 'Gone', error: storeErrorOf(error) })

const inSavepoint = ({ db, statements }: Handle, run: () => Answered): Answered | Gone => {
  try {
    statements.savepoint.run()
    const answer = run()
    if (answer._tag === 'Left') statements.rollbackToSavepoint.run()
    statements.release.run()
    return answer
  } catch (error) {
    return db.inTransaction ? undone({ db, statements }, error) : gone(error)
  }
}

/** The call failed and the transaction lives: the others go on, unless the savepoint cannot be taken back. */
const undone = ({ statements }: Handle, error: unknown): Answered | Gone => {
  try {
    statements.rollbackToSavepoint.run()
    statements.release.run()
    return left(storeErrorOf(error))
  } catch {
    return gone(error)
  }
}

const abandoned = (connection: Connection, { db, statements }: Handle, end: Gone): Gone => {
  try {
    if (db.inTransaction) statements.rollback.run()
  } catch {
    connection.poison()
  }
  return end
}
