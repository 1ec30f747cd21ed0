import type { Either } from 'fp-ts/lib/Either.js'

import { LedgerError } from '../failure/ledger-error.js'
import type { LedgerFailure } from '../failure/ledger-failure.js'

/** The value, or a thrown `LedgerError` that carries the error value: for hosts that do not use fp-ts. */
export const orThrow = async <A>(answer: Either<LedgerFailure, A> | Promise<Either<LedgerFailure, A>>): Promise<A> => {
  const settled = await answer
  if (settled._tag === 'Left') throw new LedgerError(settled.left)
  return settled.right
}
