import { type InvalidOption, LedgerError } from '@partner-ledger/core'

/** Throws what a wrong option deserves. */
export const refuseOption = (option: string, expected: string): never => {
  throw new LedgerError<InvalidOption>({ _tag: 'InvalidOption', retryable: false, option, expected })
}
