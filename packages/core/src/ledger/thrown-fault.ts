import { isLedgerError } from '../failure/ledger-error.js'
import { type InvalidArgument, invalidArgument } from '../failure/store-error.js'

/**
 * The fault that a call threw because a function of the host's returned what cannot be worked with, such as a zone that
 * does not exist; `undefined` for anything else that is thrown.
 */
export const thrownFault = (thrown: unknown): InvalidArgument | undefined => {
  if (!isLedgerError(thrown)) return undefined
  const { error } = thrown
  if (error._tag === 'InvalidOption') return invalidArgument(error.option, error.expected)
  return error._tag === 'InvalidArgument' ? error : undefined
}
