import { LedgerError } from '../store/ledger-error.js'

/**
 * An option that cannot be worked with; thrown at once, in a `LedgerError`.
 * @remedy Mend the option that is named; nothing was opened.
 */
export interface InvalidOption {
  readonly _tag: 'InvalidOption'
  readonly retryable: false
  readonly option: string
  readonly expected: string
}

/** Throws the option away, and says what would do. */
export const refuse = (option: string, expected: string): never => {
  throw new LedgerError<InvalidOption>({ _tag: 'InvalidOption', retryable: false, option, expected })
}

/** The value where it is a whole number within these bounds, both included. */
export const whole = (option: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number =>
  Number.isSafeInteger(value) && value >= least && value <= most
    ? value
    : refuse(option, `a whole number from ${least} to ${most}`)

/** How often the store is asked for what no hint told of, in ms. */
export const defaultPollMs = 1000
