import { invalidOption } from '../failure/invalid-option.js'
import { LedgerError } from '../failure/ledger-error.js'

/** Throws the option away, and says what would do. */
export const refuse = (option: string, expected: string): never => {
  throw new LedgerError(invalidOption(option, expected))
}

/** The value where it is a whole number within these bounds, both included. */
export const whole = (option: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number =>
  Number.isSafeInteger(value) && value >= least && value <= most
    ? value
    : refuse(option, `a whole number from ${least} to ${most}`)

/** How often the store is asked for what no hint told of, in ms. */
export const defaultPollMs = 1000
