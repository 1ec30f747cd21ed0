import { LedgerError } from '@partner-ledger/core'

/** Throws a `LedgerError` with `InvalidOption`. */
export const refuseOption = (option: string, expected: string): never => {
  throw new LedgerError({ _tag: 'InvalidOption', retryable: false, option, expected })
}
