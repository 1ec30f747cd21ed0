import type { Either } from 'fp-ts/lib/Either.js'

import { LedgerError } from '../store/ledger-error.js'

/** The value, or a thrown `LedgerError` that carries the error value: for hosts that do not use fp-ts. */
export const orThrow = async <E extends { readonly _tag: string; readonly retryable: boolean }, A>(
  answer: Either<E, A> | Promise<Either<E, A>>,
): Promise<A> => {
  const settled = await answer
  if (settled._tag === 'Left') throw new LedgerError(settled.left)
  return settled.right
}
