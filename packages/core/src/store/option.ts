import { invalidOption } from '../failure/invalid-option.js'
import { LedgerError } from '../failure/ledger-error.js'

/** Throws a `LedgerError` with `InvalidOption`. */
export const refuseOption = (option: string, expected: string): never => {
  throw new LedgerError(invalidOption(option, expected))
}

/** Returns the value where it is a whole number within these bounds, both included; throws `InvalidOption` otherwise. */
export const wholeOption = (option: string, value: number, least: number, most = Number.MAX_SAFE_INTEGER): number =>
  Number.isSafeInteger(value) && value >= least && value <= most
    ? value
    : refuseOption(option, `a whole number from ${least} to ${most}`)

/** Throws `InvalidOption` where the options are no object, or where one that is given is none of these names. */
export const checkOptionNames = (options: object | null | undefined, names: readonly string[]): void => {
  if (typeof options !== 'object' || options === null) return refuseOption('options', 'an object')
  const unknown = Object.entries(options).find(([name, value]) => value !== undefined && !names.includes(name))
  if (unknown !== undefined) refuseOption(unknown[0], `one of ${names.join(', ')}`)
}
